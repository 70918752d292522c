// A real provider of identities (node-oidc-provider, certified by the OpenID Foundation) on loopback, for tests:
// node oidc_provider.mjs <port> <address of our service>. Its own pages ask who somebody is: any name and password will do.
import Provider from "oidc-provider";

const [port, service] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const ROLES = { sam: ["zg-redactie", "iets-anders"], baas: ["zg-beheer"], gast: ["iets-anders"] };

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "kennispunt",
      client_secret: "een-geheim-van-de-toets",
      redirect_uris: [`${service}/beheer/inloggen/organisatie/terug`],
      post_logout_redirect_uris: [`${service}/beheer/inloggen`],
      backchannel_logout_uri: `${service}/beheer/inloggen/organisatie/afgemeld`,
      backchannel_logout_session_required: true,
    },
  ],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "roles"] },
  cookies: { keys: ["alleen voor de toets"] },
  features: {
    backchannelLogout: { enabled: true },
    devInteractions: { enabled: true },
    rpInitiatedLogout: { enabled: true },
  },
  // Our service is on loopback, where the library sends nothing by itself; and a busy machine takes longer than its 2.5 s.
  fetch: (url, options) => fetch(url, { ...options, dispatcher: undefined, signal: AbortSignal.timeout(60_000) }),
  findAccount: (_context, id) => ({
    accountId: id,
    claims: () => ({
      sub: id,
      email: `${id}@vng.example.nl`,
      email_verified: true,
      name: `${id[0].toUpperCase()}${id.slice(1)} Voorbeeld`,
      roles: ROLES[id] ?? [],
    }),
  }),
  pkce: { required: () => true },
  ttl: { Session: 3600, Grant: 3600, Interaction: 3600, IdToken: 3600, AccessToken: 3600 },
});

provider.on("server_error", (_context, error) => process.stderr.write(`${error.stack}\n`));
provider.on("backchannel.error", (_context, error) => process.stderr.write(`${error.stack}\n`));
provider.listen(Number(port), "127.0.0.1", () => process.stdout.write("listening\n"));
