"""The Splink model of every data set of `sets.toml`."""

import splink_models_people
import splink_models_public

MODELS = {**splink_models_public.MODELS, **splink_models_people.MODELS}
