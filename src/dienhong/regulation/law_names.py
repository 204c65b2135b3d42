"""Short names of acts of law, for chips."""

from dienhong.regulation.law import acts

SHORT = {key: act.short for key, act in acts().items()}
