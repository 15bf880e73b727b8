"""A series drawn small: a line that breaks where there is no value, the band of noise, the last value as a dot."""

import re

from worksystem.site.spark import draw_spark
from worksystem.views.flow.outcomes import Spark


def test_the_line_breaks_where_there_is_no_value() -> None:
    drawn = draw_spark(Spark((0.0, 0.5, None, 1.0, 0.0), None))
    assert re.findall(r'path d="([^"]*)"', drawn) == ["M4.0 24.0L35.0 14.0M97.0 4.0L128.0 24.0"]
    assert '<circle cx="128.0" cy="24.0"' in drawn
    assert "<rect" not in drawn


def test_noise_is_a_band() -> None:
    assert '<rect x="0" y="9.0" width="132" height="10.0"/>' in draw_spark(Spark((0.5, 0.5), (0.25, 0.75)))


def test_nothing_draws_nothing() -> None:
    assert "<circle" not in draw_spark(Spark((), None))
