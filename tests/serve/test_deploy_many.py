"""What is in deploy/ for more than one machine is what Kubernetes, HAProxy and systemd understand, and keeps what it promises."""

from __future__ import annotations

import copy
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from bot.settings import ROOT, Settings

DEPLOY = ROOT / "deploy"
KUBERNETES = DEPLOY / "kubernetes"
VERSION = kubernetes_validate.latest_version()
OURS = ("web", "actions", "rasa")


def kustomization() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((KUBERNETES / "kustomization.yaml").read_text(encoding="utf-8"))
    return found


def objects() -> list[dict[str, Any]]:
    """What kustomize puts together, without what it adds."""
    return [
        found
        for name in kustomization()["resources"]
        for found in yaml.safe_load_all((KUBERNETES / name).read_text(encoding="utf-8"))
    ]


def named(kind: str, name: str) -> dict[str, Any]:
    [found] = [item for item in objects() if (item["kind"], item["metadata"]["name"]) == (kind, name)]
    return found


def pods() -> dict[str, dict[str, Any]]:
    """The pod of each deployment and job, by name."""
    return {
        item["metadata"]["name"]: item["spec"]["template"]["spec"]
        for item in objects()
        if item["kind"] in {"Deployment", "Job"}
    }


def test_every_file_is_used() -> None:
    assert {path.name for path in KUBERNETES.glob("*.yaml")} == {"kustomization.yaml", *kustomization()["resources"]}


@pytest.mark.parametrize("item", objects(), ids=lambda item: f"{item['kind']} {item['metadata']['name']}")
def test_objects_fit_the_schema_of_kubernetes(item: dict[str, Any]) -> None:
    kubernetes_validate.validate(item, VERSION, strict=True)


def test_the_schema_finds_mistakes() -> None:
    wrong = copy.deepcopy(named("Deployment", "web"))
    wrong["spec"]["template"]["spec"]["containers"][0]["imagePullPolice"] = "Always"
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(wrong, VERSION, strict=True)


@pytest.mark.skipif(not shutil.which("kubectl"), reason="kubectl is not installed")
def test_kustomize_puts_it_together() -> None:
    made = subprocess.run(["kubectl", "kustomize", str(KUBERNETES)], check=False, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr
    found = list(yaml.safe_load_all(made.stdout))
    assert len(found) == len(objects())
    for item in found:
        kubernetes_validate.validate(item, VERSION, strict=True)
        assert item["metadata"]["namespace"] == "kennispunt"
    images = {
        container["image"]
        for item in found
        for container in item.get("spec", {}).get("template", {}).get("spec", {}).get("containers", ())
    }
    assert {image.partition(":")[0].rpartition("/")[2] for image in images} == {
        "kennispunt-app",
        "kennispunt-rasa",
        "valkey",
    }
    assert all(re.search(r":[\w.-]+$", image) for image in images), "a version, so that a restart is no release"


def test_only_settings_that_exist_are_set_and_one_object_holds_what_is_secret() -> None:
    known = {f"KENNISPUNT_{name.upper()}" for name in Settings.__dataclass_fields__}
    assert set(named("ConfigMap", "kennispunt")["data"]) <= known
    Settings.from_env(named("ConfigMap", "kennispunt")["data"])
    assert "Secret" not in {item["kind"] for item in objects()}, "made by hand, in no repository"
    told = (KUBERNETES / "kustomization.yaml").read_text(encoding="utf-8")
    for name, pod in pods().items():
        for variable in pod["containers"][0].get("env", ()):
            assert variable["name"] in known | {"STATE_PASSWORD"}, name
            secret = variable["valueFrom"]["secretKeyRef"]
            assert secret["name"] == "kennispunt"
            assert f"--from-literal={secret['key']}=" in told


def test_every_pod_is_closed_and_bounded() -> None:
    for name, pod in pods().items():
        assert pod["securityContext"]["runAsNonRoot"], name
        assert pod["automountServiceAccountToken"] is False, name
        for container in pod["containers"]:
            assert set(container["resources"]["limits"]) == {"cpu", "memory"}, name
            assert set(container["resources"]["requests"]) == {"cpu", "memory"}, name
            assert container["securityContext"] == {
                "allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]},
            }, name  # fmt: skip


def test_every_part_is_there_twice_probed_spread_scaled_and_kept() -> None:
    for name in OURS:
        spec = named("Deployment", name)["spec"]
        assert spec["replicas"] >= 2
        assert spec["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
        pod = spec["template"]["spec"]
        assert {"startupProbe", "readinessProbe", "livenessProbe"} <= set(pod["containers"][0]), name
        assert pod["topologySpreadConstraints"]
        assert named("PodDisruptionBudget", name)["spec"]["selector"] == spec["selector"]
        scaler = named("HorizontalPodAutoscaler", name)["spec"]
        assert scaler["minReplicas"] >= 2
        metric = next(
            iter(scaler["metrics"][0].get(kind) for kind in ("pods", "object") if kind in scaler["metrics"][0])
        )
        assert metric["metric"]["name"] == "kennispunt_turns_in_flight"


def test_the_models_and_the_tables_are_made_by_jobs() -> None:
    assert pods()["directory"]["containers"][0]["command"] == ["kennispunt", "directory", "load"]
    assert pods()["train"]["containers"][0]["command"] == ["python", "-m", "bot.serve.train_command"]
    places = {
        name: {
            mount["mountPath"] for mount in pods()[name]["containers"][0]["volumeMounts"] if mount["name"] == "models"
        }
        for name in ("train", "rasa")
    }
    assert places == {"train": {"/srv/kennispunt/models"}, "rasa": {"/srv/kennispunt/models"}}


def test_rasa_is_reached_by_the_web_application_alone() -> None:
    everything = named("NetworkPolicy", "nothing")["spec"]
    assert everything == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}, "nothing is open by itself"
    letting_in = [
        rule
        for item in objects()
        if item["kind"] == "NetworkPolicy" and item["spec"]["podSelector"] in ({}, {"matchLabels": {"app": "rasa"}})
        for rule in item["spec"].get("ingress", ())
    ]
    assert letting_in == [
        {"from": [{"podSelector": {"matchLabels": {"app": "web"}}}], "ports": [{"protocol": "TCP", "port": 5005}]}
    ]
    assert named("NetworkPolicy", "rasa")["spec"]["policyTypes"] == ["Ingress", "Egress"]
    backends = {
        path["backend"]["service"]["name"]
        for item in objects()
        if item["kind"] == "Ingress"
        for rule in item["spec"]["rules"]
        for path in rule["http"]["paths"]
    }
    assert backends == {"web"}
    assert {item["spec"].get("type", "ClusterIP") for item in objects() if item["kind"] == "Service"} == {"ClusterIP"}


def test_ports_agree() -> None:
    settings = Settings.from_env(named("ConfigMap", "kennispunt")["data"])
    ports = {"web": settings.port, "actions": settings.actions_port, "rasa": settings.rasa_port}
    for name, port in ports.items():
        assert pods()[name]["containers"][0]["ports"] == [{"name": "http", "containerPort": port}]
        assert named("Service", name)["spec"]["ports"][0]["port"] == port
    assert (settings.rasa, settings.actions) == (f"http://rasa:{ports['rasa']}", f"http://actions:{ports['actions']}")
    assert f"--port={ports['rasa']}" in pods()["rasa"]["containers"][0]["command"]


def haproxy() -> str:
    if (found := shutil.which("haproxy")) is None and os.geteuid() == 0 and shutil.which("apt-get"):
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "install", "-y", "haproxy"], check=False, capture_output=True, env=environment)
        found = shutil.which("haproxy")
    if found is None:
        pytest.fail("HAProxy ontbreekt; installeer het pakket 'haproxy'", pytrace=False)
    return found


def test_haproxy_understands_its_file(tmp_path: Path) -> None:
    file = DEPLOY / "haproxy.cfg"
    environment = os.environ | {"KENNISPUNT_INTERNAL_TOKEN": "geheim"}
    done = subprocess.run([haproxy(), "-c", "-f", file], check=False, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    wrong = tmp_path / "haproxy.cfg"
    wrong.write_text(file.read_text(encoding="utf-8").replace("balance source", "balance sauce"), encoding="utf-8")
    assert subprocess.run([haproxy(), "-c", "-f", wrong], check=False, capture_output=True, env=environment).returncode


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    unit = tmp_path / "kennispunt.service"
    program = tmp_path / "kennispunt"
    program.touch(mode=0o755)
    written = (DEPLOY / "kennispunt.service").read_text(encoding="utf-8")
    written = written.replace("/srv/kennispunt/.venv/bin/kennispunt", str(program)).replace(
        "file:///srv/kennispunt/README.md", "https://example.nl"
    )
    unit.write_text(written, encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", unit], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    unit.write_text(written.replace("MemoryMax=4G", "MemoryMax=veel\nGeheugen=veel"), encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", unit], check=False, capture_output=True, text=True)
    assert "Geheugen" in done.stderr
