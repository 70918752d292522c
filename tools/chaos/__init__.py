"""`make chaos`: what visitors notice while a part of the service is killed, hangs, or has its disk or its files spoilt."""
