"""What holds for all tests: hypothesis judges what code does, and not how busy the machine is."""

from hypothesis import HealthCheck, settings

settings.register_profile("quiet", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("quiet")
