//! Numbers joined by hyphens, 、 or 至, and the word behind them.

use crate::address::{
    numeral::{Digits, number},
    parsed::Number,
    text::{LIST, Span},
};

use super::{
    Parser,
    words::{self, Suffix},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joiner {
    Dash,
    Range,
    List,
}

/// Numbers joined to each other.
#[derive(Debug)]
pub(super) struct Chain {
    pub segments: Vec<Digits>,
    joiners: Vec<Joiner>,
    /// 甲 between the last number and its word.
    pub mark: Option<char>,
    pub suffix: Option<Suffix>,
    /// Behind the numbers and their word.
    pub end: usize,
    pub span: Span,
}

impl Chain {
    fn all(&self, joiner: Joiner) -> bool {
        !self.joiners.is_empty() && self.joiners.iter().all(|one| *one == joiner)
    }

    pub(super) fn single(&self) -> bool {
        self.joiners.is_empty()
    }

    /// Numbers joined by nothing but hyphens.
    pub(super) fn dashed(&self) -> bool {
        self.all(Joiner::Dash)
    }

    /// The chain as one number, several or a range; None where the joiners are mixed.
    pub(super) fn number(&self) -> Option<Number> {
        let range = self.all(Joiner::Range) && self.segments.len() == 2;
        let known = self.single() || range || self.all(Joiner::List);
        known.then(|| Number {
            items: self.segments.clone(),
            range,
            sub: None,
            mark: self.mark,
            span: self.span,
        })
    }

    /// 12-1 as the number 12 with the sub-number 1, or whatever else it is as one number.
    pub(super) fn number_with_sub(&self) -> Option<Number> {
        match self.segments.as_slice() {
            [main, sub] if self.dashed() => Some(Number {
                items: vec![*main],
                range: false,
                sub: Some(*sub),
                mark: self.mark,
                span: self.span,
            }),
            _ => self.number(),
        }
    }
}

impl Parser<'_> {
    /// The numbers from an index on, with the word behind them.
    pub(super) fn chain(&self, start: usize) -> Option<Chain> {
        let first = self.numbering(start)?;
        let mut chain = Chain {
            span: first.span,
            end: first.span.end,
            segments: vec![first],
            joiners: Vec::new(),
            mark: None,
            suffix: None,
        };
        while let Some((joiner, next)) = self.joined(chain.span.end) {
            chain.span.end = next.span.end;
            chain.joiners.push(joiner);
            chain.segments.push(next);
        }
        chain.end = chain.span.end;
        self.suffix(&mut chain);
        Some(chain)
    }

    /// The next number of a chain and how it is joined.
    fn joined(&self, at: usize) -> Option<(Joiner, Digits)> {
        if self.text.flags(at) & LIST != 0 {
            return number(self.text, at).map(|digits| (Joiner::List, digits));
        }
        let joiner = match self.c(at) {
            '-' => Joiner::Dash,
            '~' | '至' | '到' => Joiner::Range,
            '和' | '及' | '与' => Joiner::List,
            _ => return None,
        };
        let next = number(self.text, at + 1)?;
        Some((joiner, next))
    }

    fn suffix(&self, chain: &mut Chain) {
        let mut at = chain.end;
        let c = self.c(at);
        if words::is_mark(c) && matches!(self.c(at + 1), '号' | '#' | '弄' | '幢' | '栋') {
            chain.mark = Some(c);
            at += 1;
        }
        let latin = chain.segments.last().is_some_and(|digits| !digits.chinese);
        // 3F is a floor; the lexer took the letter for a door's.
        if let Some(last) = chain.segments.last_mut()
            && last.tail == Some('F')
            && last.value < 100
            && !matches!(self.c(at), '室' | '房' | '座' | '号' | '#')
        {
            last.tail = None;
            chain.suffix = Some(Suffix::Floor);
            return;
        }
        if let Some((suffix, end)) = words::suffix(self.text, at, latin) {
            chain.suffix = Some(suffix);
            chain.end = end;
        } else if chain.mark.is_some() {
            chain.mark = None;
        }
    }
}
