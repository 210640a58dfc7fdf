//! Two addresses, piece by piece: a contradiction makes them different; absence, doubt about a
//! character that carries identity, or dependence on a register makes them uncertain; only
//! notation may differ where they are the same.

mod dwelling;
mod number;
mod street;
mod within;

use super::{
    Comparison, PieceComparison, PieceKind, PieceText, Relation, explain,
    gazetteer::Gazetteer,
    parsed::{Address, Name},
    text::{DOUBT, Span, Text},
};
use number::{Doubt, Verdict};
pub(super) use number::{Doubt as Cause, Verdict as Judged};

/// One of the two addresses.
pub(super) struct Side<'a> {
    pub original: &'a str,
    pub text: &'a Text,
    pub address: &'a Address,
}

impl Side<'_> {
    fn piece(&self, span: Span) -> PieceText {
        let range = self.text.original(span);
        let text = self.original.chars().skip(range.start).take(range.len()).collect();
        PieceText { text, start: range.start, end: range.end }
    }
}

/// What is found while two addresses are compared.
struct Findings<'a> {
    a: &'a Side<'a>,
    b: &'a Side<'a>,
    pieces: Vec<PieceComparison>,
    /// What speaks against one dwelling, each with its reason.
    reasons: Vec<(Relation, String)>,
    /// Numbers are not of one street, or can be read in two ways: what differs may be notation.
    soft: bool,
    /// A lane and a door were written as one number.
    merged: bool,
}

pub(super) fn compare(a: &Side, b: &Side, gazetteer: &Gazetteer) -> Comparison {
    let mut findings =
        Findings { a, b, pieces: Vec::new(), reasons: Vec::new(), soft: false, merged: false };
    findings.readable();
    findings.area(gazetteer);
    findings.street(gazetteer);
    findings.lanes();
    findings.dwelling();
    findings.estates();
    findings.complete();
    findings.doubtful();
    findings.finish()
}

impl Findings<'_> {
    /// Records one piece of both sides. `word` names it in the reason.
    fn push(
        &mut self,
        kind: PieceKind,
        word: &str,
        a: Option<Span>,
        b: Option<Span>,
        verdict: Verdict,
    ) {
        let a = a.map(|span| self.a.piece(span));
        let b = b.map(|span| self.b.piece(span));
        if a.is_none() && b.is_none() {
            return;
        }
        let relation = match verdict {
            Verdict::Same => Relation::Same,
            Verdict::Different => Relation::Different,
            Verdict::Uncertain(_) => Relation::Uncertain,
        };
        let note = explain::piece(word, a.as_ref(), b.as_ref(), verdict);
        if let Some(note) = &note {
            self.reasons.push((relation, note.clone()));
        }
        self.pieces.push(PieceComparison { kind, a, b, relation, note });
    }

    fn uncertain(&mut self, reason: String) {
        self.reasons.push((Relation::Uncertain, reason));
    }

    /// Text that the grammar does not know, that reads in two ways or contradicts itself.
    fn readable(&mut self) {
        let (a, b) = (self.a.address, self.b.address);
        let texts = |names: &[Name]| names.iter().map(|name| name.text.clone()).collect::<Vec<_>>();
        if texts(&a.unknown) != texts(&b.unknown) {
            self.soft = true;
            self.others(|address| &address.unknown, "未能识别的文字");
        }
        if texts(&a.ambiguous) != texts(&b.ambiguous) {
            self.soft = true;
            self.others(|address| &address.ambiguous, "有多种读法的写法");
        }
        if !a.conflicts.is_empty() || !b.conflicts.is_empty() {
            self.soft = true;
            self.others(|address| &address.conflicts, "前后不一致的写法");
        }
    }

    fn others(&mut self, of: fn(&Address) -> &Vec<Name>, what: &str) {
        let span = |address: &Address| of(address).first().map(|name| name.span);
        let (sa, sb) = (span(self.a.address), span(self.b.address));
        let verdict = Verdict::Uncertain(Doubt::Vague);
        self.push(PieceKind::Other, what, sa, sb, verdict);
    }

    fn area(&mut self, gazetteer: &Gazetteer) {
        let (a, b) = (self.a.address, self.b.address);
        self.push(PieceKind::City, "市", a.city, b.city, Verdict::Same);
        let claim = |address: &Address| address.claim().map(|claim| claim.span);
        // A former district is shown where it is what is in doubt.
        let former = |address: &Address| {
            address.formers().find(|claim| !claim.remark).map(|claim| claim.span)
        };
        let verdict = street::districts(a, b, gazetteer);
        let (mut sa, mut sb) = (claim(a), claim(b));
        if verdict == Verdict::Uncertain(Doubt::Former) {
            (sa, sb) = (former(a).or(sa), former(b).or(sb));
        }
        if verdict == Verdict::Uncertain(Doubt::Name) {
            let town = |address: &Address| address.town.as_ref().map(|(town, _)| town.span);
            (sa, sb) = (sa.or_else(|| town(a)), sb.or_else(|| town(b)));
        }
        self.push(PieceKind::District, "区", sa, sb, verdict);
        let town = |address: &Address| address.town.as_ref().map(|(town, _)| town.span);
        self.push(PieceKind::Town, "街道（镇）", town(a), town(b), street::towns(a, b));
    }

    fn street(&mut self, gazetteer: &Gazetteer) {
        let (a, b) = (self.a.address, self.b.address);
        let span = |name: &Option<Name>| name.as_ref().map(|name| name.span);
        match (&a.road, &b.road) {
            (Some(ra), Some(rb)) => {
                let verdict = self.roads(ra, rb, gazetteer);
                self.push(PieceKind::Road, "路名", span(&a.road), span(&b.road), verdict);
            }
            (None, None) => self.places(),
            _ => {
                self.soft = true;
                let stand_in = |address: &Address| span(&address.road).or(span(&address.place));
                let verdict =
                    Verdict::Uncertain(if stand_in(a).is_some() && stand_in(b).is_some() {
                        Doubt::Name
                    } else {
                        self.soft = false;
                        Doubt::Missing
                    });
                self.push(PieceKind::Road, "路名", stand_in(a), stand_in(b), verdict);
            }
        }
        self.villages();
    }

    fn roads(&self, ra: &Name, rb: &Name, gazetteer: &Gazetteer) -> Verdict {
        let alias = |address: &Address, name: &str| {
            address.road_alias.as_ref().is_some_and(|alias| alias.text == name)
        };
        match street::roads(&ra.text, &rb.text, gazetteer) {
            Verdict::Different
                if alias(self.a.address, &rb.text) || alias(self.b.address, &ra.text) =>
            {
                Verdict::Uncertain(Doubt::Renamed)
            }
            Verdict::Different
                if self.a.text.doubtful(ra.span) || self.b.text.doubtful(rb.span) =>
            {
                Verdict::Uncertain(Doubt::Glyph)
            }
            Verdict::Uncertain(_)
                if self.a.address.road_alias.is_some() || self.b.address.road_alias.is_some() =>
            {
                Verdict::Uncertain(Doubt::Renamed)
            }
            verdict => verdict,
        }
    }

    fn places(&mut self) {
        let (a, b) = (self.a.address, self.b.address);
        let verdict = match (&a.place, &b.place) {
            (Some(pa), Some(pb)) => match street::places_named(&pa.text, &pb.text) {
                Verdict::Different
                    if self.a.text.doubtful(pa.span) || self.b.text.doubtful(pb.span) =>
                {
                    Verdict::Uncertain(Doubt::Glyph)
                }
                verdict => verdict,
            },
            (None, None) => return,
            _ => Verdict::Uncertain(Doubt::Missing),
        };
        let span = |name: &Option<Name>| name.as_ref().map(|name| name.span);
        let village =
            [&a.place, &b.place].into_iter().flatten().any(|place| place.text.ends_with('村'));
        let (kind, word) =
            if village { (PieceKind::Village, "村名") } else { (PieceKind::Estate, "小区名") };
        self.push(kind, word, span(&a.place), span(&b.place), verdict);
    }

    /// The hamlet and the group within a village.
    fn villages(&mut self) {
        let (a, b) = (self.a.address, self.b.address);
        let hamlets = match (&a.hamlet, &b.hamlet) {
            (Some(a), Some(b)) if a.text == b.text => Verdict::Same,
            (Some(_), Some(_)) => Verdict::Uncertain(Doubt::Name),
            _ => Verdict::Uncertain(Doubt::Missing),
        };
        let span = |name: &Option<Name>| name.as_ref().map(|name| name.span);
        self.push(PieceKind::Village, "宅名", span(&a.hamlet), span(&b.hamlet), hamlets);
        let groups = match (&a.group, &b.group) {
            (Some(ga), Some(gb)) => {
                match number::numbers(&ga.number, self.a.text, &gb.number, self.b.text) {
                    Verdict::Same if ga.word != gb.word => Verdict::Uncertain(Doubt::Kind),
                    verdict => verdict,
                }
            }
            _ => Verdict::Uncertain(Doubt::Missing),
        };
        let span = |address: &Address| address.group.as_ref().map(|group| group.number.span);
        self.push(PieceKind::Group, "组号", span(a), span(b), groups);
    }

    fn estates(&mut self) {
        let (a, b) = (self.a.address, self.b.address);
        let span = |address: &Address| address.estates.first().map(|name| name.span);
        let verdict = if a.estates.is_empty() || b.estates.is_empty() {
            // An estate beside a road and a number adds nothing that identifies.
            Verdict::Same
        } else if a.estates.iter().any(|one| b.estates.iter().any(|other| one.text == other.text)) {
            Verdict::Same
        } else {
            Verdict::Uncertain(Doubt::Name)
        };
        self.push(PieceKind::Estate, "小区名", span(a), span(b), verdict);
    }

    /// Two addresses that both lack what identifies a dwelling are not shown to be one.
    fn complete(&mut self) {
        let street = |address: &Address| {
            address.road.is_some() || address.place.is_some() || !address.estates.is_empty()
        };
        let door = |address: &Address| address.door.is_some() || address.building.is_some();
        let (a, b) = (self.a.address, self.b.address);
        if !street(a) && !street(b) {
            self.uncertain("两处都没有路名".to_owned());
        }
        if !door(a) && !door(b) {
            self.uncertain("两处都没有门牌号".to_owned());
        }
    }

    /// What reading is unsure of never ends as the same.
    fn doubtful(&mut self) {
        for side in [self.a, self.b] {
            let ignored = |index: usize| {
                let within = |span: &Span| (span.start..span.end).contains(&index);
                side.address.remarks.iter().any(within) || side.address.city.iter().any(within)
            };
            let doubtful: String = (0..side.text.len())
                .filter(|index| side.text.flags(*index) & DOUBT != 0 && !ignored(*index))
                .map(|index| side.text.c(index))
                .collect();
            if !doubtful.is_empty() {
                self.uncertain(format!("识别没有把握的字：{doubtful}"));
            }
            for number in dwelling::numbers_of(side.address) {
                if number.unsure() {
                    let piece = side.piece(number.span);
                    self.uncertain(format!("数字不清：{}", piece.text.trim()));
                }
            }
        }
    }

    fn finish(self) -> Comparison {
        let relation = if self.reasons.iter().any(|(relation, _)| *relation == Relation::Different)
        {
            Relation::Different
        } else if self.reasons.is_empty() {
            Relation::Same
        } else {
            Relation::Uncertain
        };
        Comparison {
            a: self.a.original.to_owned(),
            b: self.b.original.to_owned(),
            relation,
            reason: explain::whole(relation, &self.reasons, &self.pieces),
            pieces: self.pieces,
        }
    }
}
