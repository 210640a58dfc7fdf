//! Whether two districts, towns, roads or estates are one.

use crate::address::{
    district::Former,
    gazetteer::{Gazetteer, road_in_former},
    numeral::is_chinese_numeral,
    parsed::Address,
    places,
};

use super::number::{Doubt, Verdict};

/// Compares the names of two roads.
pub(super) fn roads(a: &str, b: &str, gazetteer: &Gazetteer) -> Verdict {
    if a == b || variant(a) == variant(b) {
        return Verdict::Same;
    }
    let stem = |name: &str| {
        name.strip_suffix("公路").or_else(|| name.strip_suffix('路')).map(str::to_owned)
    };
    if let (Some(a), Some(b)) = (stem(a), stem(b))
        && a == b
    {
        return Verdict::Uncertain(Doubt::RoadKind);
    }
    if gazetteer.trusts(a) && gazetteer.trusts(b) {
        return Verdict::Different;
    }
    let listed = gazetteer.lists(a) && gazetteer.lists(b);
    if !alike(a, b) && (listed || gazetteer.is_empty()) {
        return Verdict::Different;
    }
    Verdict::Uncertain(Doubt::UnknownRoad)
}

/// Characters that are written for each other in the names of roads.
fn variant(name: &str) -> String {
    name.chars()
        .map(|c| match c {
            '薀' | '蕴' => '蕰',
            c => c,
        })
        .collect()
}

/// Two names that one could be misread, or be a slip of the pen, for the other: they share a
/// character besides those that hundreds of names share.
fn alike(a: &str, b: &str) -> bool {
    const COMMON: &str = "路街道大公支弄巷东西南北中一二三四五六七八九十新老小";
    let own = |name: &str| name.chars().filter(|c| !COMMON.contains(*c)).collect::<Vec<char>>();
    let (a, b) = (own(a), own(b));
    a.is_empty()
        || b.is_empty()
        || a.iter().any(|c| b.contains(c))
        || (a.len() == 1 && b.len() == 1)
}

/// Compares villages, 新村 or estates that stand in the road's place.
pub(super) fn places_named(a: &str, b: &str) -> Verdict {
    if a == b {
        return Verdict::Same;
    }
    let (Some(sa), Some(sb)) = (a.strip_suffix('村'), b.strip_suffix('村')) else {
        return Verdict::Uncertain(Doubt::Name);
    };
    let split = |name: &str| {
        let stem = name.trim_end_matches(is_chinese_numeral);
        (stem.to_owned(), name.get(stem.len()..).unwrap_or("").to_owned())
    };
    let ((stem_a, ordinal_a), (stem_b, ordinal_b)) = (split(sa), split(sb));
    if stem_a == stem_b {
        // 曹杨一村 and 曹杨二村 are two; 曹杨村 may be either.
        let both = !ordinal_a.is_empty() && !ordinal_b.is_empty();
        return if both { Verdict::Different } else { Verdict::Uncertain(Doubt::Name) };
    }
    let known = !places::committee(a).is_empty() && !places::committee(b).is_empty();
    let bare = |stem: &str| stem.trim_end_matches('新').to_owned();
    if known || (!alike(sa, sb) && bare(&stem_a) != bare(&stem_b)) {
        return Verdict::Different;
    }
    Verdict::Uncertain(Doubt::Name)
}

/// Compares the districts, and what a former district claims.
pub(super) fn districts(a: &Address, b: &Address, gazetteer: &Gazetteer) -> Verdict {
    let contradictory = |address: &Address| {
        let mut claims = address.claims.iter();
        claims.next().is_some_and(|first| claims.any(|claim| claim.today != first.today))
    };
    if contradictory(a) || contradictory(b) {
        return Verdict::Uncertain(Doubt::Name);
    }
    let main = match (a.district(), b.district()) {
        (Some(da), Some(db)) if da != db => return Verdict::Uncertain(Doubt::Name),
        (Some(district), None) | (None, Some(district)) => {
            if lies_only_in(a, b, gazetteer) == Some(district) {
                Verdict::Same
            } else {
                Verdict::Uncertain(Doubt::Ambiguous)
            }
        }
        _ => Verdict::Same,
    };
    if main != Verdict::Same {
        return main;
    }
    formers(a, b)
}

/// The one district that the road or village of both lies in.
fn lies_only_in(
    a: &Address,
    b: &Address,
    gazetteer: &Gazetteer,
) -> Option<crate::address::District> {
    let road = a.road.as_ref().or(b.road.as_ref());
    let districts = match road {
        Some(road) => gazetteer.districts(&road.text),
        None => {
            let place = a.place.as_ref().or(b.place.as_ref())?;
            let mut districts: Vec<_> =
                places::committee(&place.text).iter().map(|town| town.district).collect();
            districts.dedup();
            districts
        }
    };
    match districts.as_slice() {
        [district] => Some(*district),
        _ => None,
    }
}

/// A former district is a claim about its own area: 卢湾区 on a road of the old 黄浦区 is a
/// contradiction, though both are 黄浦区 today.
fn formers(a: &Address, b: &Address) -> Verdict {
    for (one, other) in [(a, b), (b, a)] {
        for claim in one.formers() {
            let Some(former) = claim.former else { continue };
            if other.formers().any(|shared| shared.former == Some(former)) {
                continue;
            }
            match lay_in(former, one, other) {
                Some(true) => {}
                None if claim.remark => {}
                _ => return Verdict::Uncertain(Doubt::Former),
            }
        }
    }
    Verdict::Same
}

/// Whether an address lay in a former district; None where that is not known.
fn lay_in(former: Former, a: &Address, b: &Address) -> Option<bool> {
    if former.whole() {
        return Some(true);
    }
    for address in [a, b] {
        if let Some((_, Some(town))) = &address.town {
            return Some(former.holds_town(town.name));
        }
    }
    let name = a.road.as_ref().or(b.road.as_ref());
    let Some(road) = name else {
        let place = a.place.as_ref().or(b.place.as_ref())?;
        return places::in_former(former, &place.text);
    };
    road_in_former(former, &road.text)
        .or_else(|| places::in_former(former, &road.text))
        .or_else(|| places::in_former(former, road.text.strip_suffix('路')?))
}

/// Compares the towns.
pub(super) fn towns(a: &Address, b: &Address) -> Verdict {
    match (&a.town, &b.town) {
        (Some((a, _)), Some((b, _))) if a.text != b.text => Verdict::Uncertain(Doubt::Name),
        (Some((town, _)), None) | (None, Some((town, _))) => shared_village(a, b, &town.text),
        _ => Verdict::Same,
    }
}

/// A village's name that two towns of the district have does not do without the town.
fn shared_village(a: &Address, b: &Address, town: &str) -> Verdict {
    let place = a.place.as_ref().or(b.place.as_ref());
    let Some(place) = place.filter(|place| place.text.ends_with('村') && place.text != town)
    else {
        return Verdict::Same;
    };
    let district = a.district().or(b.district());
    let holders =
        places::committee(&place.text).iter().filter(|town| Some(town.district) == district);
    if holders.count() > 1 { Verdict::Uncertain(Doubt::Ambiguous) } else { Verdict::Same }
}
