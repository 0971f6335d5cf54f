"""Points to zones, and a file of people to counts and nothing else (decision 22).

    zones = of_features(boundaries.read(path).features)      # codes in order, valid contours
    index = Index.of(zones)                                   # or storage.load(folder), mapped into memory
    numbers = index.lookup(lon, lat)                          # millions of points; index.codes[number], -1 for none
    judge(index, lon, lat, precision=20)                      # one point: yes, no, cannot say
    found = counting.count(stream, Columns("lon", "lat"), [Layer("qpv", index)], precision=20)

`zones` has the rule, `grid` and `index` the fast way, `twin` the slow obvious one, `precision` and `borders` the
distance to the nearest border, `storage` the folder an index is kept in.
Pure: no Django, no network, no clock; numpy and GEOS.
"""

from tenir.engines.localisation.errors import BadFile, BadZones
from tenir.engines.localisation.index import Index
from tenir.engines.localisation.precision import Answer, Verdict, judge
from tenir.engines.localisation.zones import Zones, of_features

__all__ = ["Answer", "BadFile", "BadZones", "Index", "Verdict", "Zones", "judge", "of_features"]
