//! What was typed, as words, filters and operators.
//!
//! What comes out is sound, so that `parse` need not ask: every operator has what it needs on each
//! side, every parenthesis its partner, and no group is empty. An operator that lacks an operand
//! is a word if it has letters, else nothing.

use std::ops::Range;

use super::{Field, FilterClause, MAX_DEPTH, MAX_DISTANCE, MAX_WORDS, Mode, Node};
use crate::search::tokens::segments;
use crate::text::{Folded, Span, folded, is_word_char};

/// How near `NEAR` alone is.
const DISTANCE: u32 = 10;

#[derive(Debug)]
pub(super) enum Token {
    /// A word or a phrase.
    Leaf(Node),
    /// Never excluded by itself: a minus is a token of its own.
    Filter(FilterClause),
    Open,
    Close,
    /// A minus, or `NOT`.
    Not,
    /// What stands between two things, and the word it is where it does not; empty for `|`.
    Between(Between, &'static str),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Between {
    And,
    Or,
    Near(u32),
}

/// The tokens of `typed`, and how many words they take up: operators count, since each may turn
/// out to be a word. Linear.
pub(super) fn tokens(typed: &str) -> (Vec<Token>, usize) {
    let mut lexer = Lexer::of(typed);
    lexer.finish();
    (lexer.tokens, lexer.n_words)
}

/// The word or value that a query ends in, which may go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::search) struct Tail {
    /// Where it starts, in bytes of what was typed; a value starts with its field.
    pub(in crate::search) start: usize,
    /// The field whose value it is.
    pub(in crate::search) field: Option<Field>,
    /// The word or value, folded; a value may be empty.
    pub(in crate::search) folded: String,
    /// Whether nothing but white space or a minus stands before it, and no quotation mark is open.
    pub(in crate::search) is_alone: bool,
}

/// What `typed` ends in; `None` where that is finished. Linear.
pub(in crate::search) fn tail(typed: &str) -> Option<Tail> {
    let lexer = Lexer::of(typed);
    let text = &lexer.folded.text;
    if lexer.at < text.len() || text.ends_with(char::is_whitespace) {
        return None;
    }
    let [before, last] = lexer.pieces;
    let field_at = |at: usize| {
        let mut fields = Field::ALL.into_iter();
        fields.find(|it| text[at..].starts_with(it.name()))
    };
    let quoted = text[last..].starts_with('"').then_some(before);
    // Without a letter in it, a value in quotation marks is read as a piece of its own.
    let of_quoted = quoted.and_then(|at| Some((at, field_at(at)?)));
    let of_quoted = of_quoted.filter(|it| it.0 + it.1.name().len() == last);
    let value = of_quoted.or(field_at(last).map(|it| (last, it)));
    let from = value.map_or(last, |it| it.0 + it.1.name().len());
    let rest = &text[from..];
    let inside = rest.strip_prefix('"');
    if inside.is_some_and(|it| it.contains('"')) {
        return None;
    }
    let rest = inside.unwrap_or(rest);
    let (start, folded) = match value {
        Some((at, _)) => (at, rest),
        None => {
            let word = segments(rest)
                .last()
                .filter(|it| it.range.end == rest.len())?;
            let word = &rest[word.range];
            (text.len() - word.len(), word)
        }
    };
    let whole = Span::new(start..text.len());
    Some(Tail {
        start: lexer.folded.original(whole).start as usize,
        field: value.map(|it| it.1),
        folded: folded.to_owned(),
        is_alone: start == last,
    })
}

/// Reads the folded text from left to right; `at` is always past everything that was read.
struct Lexer<'a> {
    typed: &'a str,
    folded: Folded,
    at: usize,
    n_words: usize,
    /// Parentheses that are open.
    depth: usize,
    /// Parentheses that are open and too deep to count.
    n_ignored: usize,
    /// Where the last operator with letters ended.
    operator_end: usize,
    /// The words of the last chunk, and how many tokens there were when it ended.
    compound: (usize, Vec<Range<usize>>),
    /// Where the last two pieces or marks began, a minus before them left out.
    pieces: [usize; 2],
    tokens: Vec<Token>,
}

impl Lexer<'_> {
    /// Has read `typed`, as far as words may be read.
    fn of(typed: &str) -> Lexer<'_> {
        let mut lexer = Lexer {
            typed,
            folded: folded(typed),
            at: 0,
            n_words: 0,
            depth: 0,
            n_ignored: 0,
            operator_end: 0,
            compound: (0, Vec::new()),
            pieces: [0; 2],
            tokens: Vec::new(),
        };
        while lexer.at < lexer.folded.text.len() && lexer.n_words < MAX_WORDS {
            lexer.step();
        }
        lexer
    }

    /// Reads one piece or mark, or the white space before it.
    fn step(&mut self) {
        let start = self.at;
        let rest = &self.folded.text[start..];
        let without = usize::from(is_minus(rest));
        let operand = start + without;
        let first = rest[without..].chars().next().unwrap_or_default();
        self.at = operand + first.len_utf8();
        if !first.is_whitespace() {
            self.pieces = [self.pieces[1], operand];
        }
        match first {
            '(' => self.open(without > 0),
            ')' => self.close(),
            '|' => self.between(Between::Or, ""),
            '"' => {
                let (inside, end) = self.quoted(operand);
                self.at = end;
                let phrase = self.phrase(inside);
                self.leaf(phrase, without > 0);
            }
            _ if first.is_whitespace() => {}
            _ => self.chunk(operand, without > 0),
        }
    }

    /// Reads what starts at `at` with neither white space nor a mark that parts.
    fn chunk(&mut self, at: usize, without: bool) {
        if let Some((clause, end)) = self.filter(at) {
            if without {
                self.tokens.push(Token::Not);
            }
            self.tokens.push(Token::Filter(clause));
            self.at = end;
            return;
        }
        let end = at + chunk_length(&self.folded.text[at..]);
        self.at = end;
        if !without && self.operator(at..end) {
            return;
        }
        let segments = self.segments(at..end);
        let is_operand = without
            || matches!(
                self.tokens.last(),
                Some(Token::Not | Token::Between(Between::Or | Between::Near(_), _))
            );
        if is_operand && segments.len() > 1 {
            let phrase = self.phrase_of(&segments);
            return self.leaf(phrase, without);
        }
        for segment in &segments {
            let word = self.word(segment.clone());
            self.leaf(Some(word), without);
        }
        self.compound = (self.tokens.len(), segments);
    }

    /// Whether `chunk` was an operator in capitals.
    fn operator(&mut self, chunk: Range<usize>) -> bool {
        let end = chunk.end;
        let typed = self.typed(chunk);
        let between = match typed {
            "NOT" => None,
            "AND" => Some((Between::And, "and")),
            "OR" => Some((Between::Or, "or")),
            _ => match distance(typed) {
                Some(distance) => Some((Between::Near(distance), "near")),
                None => return false,
            },
        };
        self.operator_end = end;
        match between {
            Some((between, name)) => self.between(between, name),
            None => {
                self.n_words += 1;
                self.tokens.push(Token::Not);
            }
        }
        true
    }

    fn between(&mut self, between: Between, name: &'static str) {
        if let Some(Token::Not) = self.tokens.last() {
            self.settle(false);
        }
        if between != Between::And {
            self.join();
        }
        let follows = matches!(
            self.tokens.last(),
            Some(Token::Leaf(_) | Token::Filter(_) | Token::Close)
        );
        self.n_words += usize::from(follows || !name.is_empty());
        self.tokens.push(Token::Between(between, name));
        if !follows {
            self.settle(self.operator_end == self.folded.text.len());
        }
    }

    /// Makes one operand of words that were typed as one: `far-right OR left`, `2018年 OR 2019年`.
    fn join(&mut self) {
        let (n_tokens, segments) = std::mem::take(&mut self.compound);
        if n_tokens == self.tokens.len() && segments.len() > 1 {
            self.tokens.truncate(n_tokens - segments.len());
            let phrase = self.phrase_of(&segments);
            self.leaf(phrase, false);
        }
    }

    /// Makes a word of an operator at the end that nothing follows.
    fn settle(&mut self, is_unfinished: bool) {
        let name = match self.tokens.last() {
            Some(Token::Between(_, name)) => *name,
            Some(Token::Not) => "not",
            _ => return,
        };
        self.tokens.pop();
        if !name.is_empty() {
            self.tokens.push(Token::Leaf(Node::Word {
                typed: name.to_owned(),
                is_unfinished,
                mode: Mode::Plain,
            }));
        }
    }

    fn open(&mut self, without: bool) {
        if self.depth == MAX_DEPTH {
            self.n_ignored += 1;
            return;
        }
        self.depth += 1;
        if without {
            self.tokens.push(Token::Not);
        }
        self.tokens.push(Token::Open);
    }

    fn close(&mut self) {
        if self.n_ignored > 0 {
            self.n_ignored -= 1;
        } else if self.depth > 0 {
            self.depth -= 1;
            self.settle(self.operator_end == self.folded.text.len());
            if !matches!(self.tokens.last(), Some(Token::Open)) {
                return self.tokens.push(Token::Close);
            }
            self.tokens.pop();
            while let Some(Token::Not) = self.tokens.last() {
                self.tokens.pop();
            }
        }
    }

    fn finish(&mut self) {
        self.n_ignored = 0;
        for _ in 0..self.depth {
            self.close();
        }
        self.settle(self.operator_end == self.folded.text.len());
    }

    fn leaf(&mut self, leaf: Option<Node>, without: bool) {
        if let Some(leaf) = leaf {
            if without {
                self.tokens.push(Token::Not);
            }
            self.tokens.push(Token::Leaf(leaf));
        }
    }

    /// The filter that starts at `at`, and where it ends.
    fn filter(&self, at: usize) -> Option<(FilterClause, usize)> {
        let rest = &self.folded.text[at..];
        let mut fields = Field::ALL.into_iter();
        let field = fields.find(|it| rest.starts_with(it.name()))?;
        let start = at + field.name().len();
        let (value, end) = if self.folded.text[start..].starts_with('"') {
            self.quoted(start)
        } else {
            let end = start + chunk_length(&self.folded.text[start..]);
            (start..end, end)
        };
        let clause = FilterClause::new(field, false, self.typed(value))?;
        Some((clause, end))
    }

    /// What stands between the mark at `at` and the next one or the end, and where to go on.
    fn quoted(&self, at: usize) -> (Range<usize>, usize) {
        let inside = at + 1;
        match self.folded.text[inside..].find('"') {
            Some(length) => (inside..inside + length, inside + length + 1),
            None => (inside..self.folded.text.len(), self.folded.text.len()),
        }
    }

    fn word(&self, segment: Range<usize>) -> Node {
        let end = segment.end;
        let typed = self.typed(segment);
        let is_operator = matches!(typed, "AND" | "OR" | "NOT" | "NEAR");
        Node::Word {
            typed: match is_operator {
                true => typed.to_ascii_lowercase(),
                false => typed.to_owned(),
            },
            is_unfinished: end == self.folded.text.len(),
            mode: mode(&self.folded.text[end..]),
        }
    }

    fn phrase(&mut self, inside: Range<usize>) -> Option<Node> {
        let segments = self.segments(inside);
        self.phrase_of(&segments)
    }

    fn phrase_of(&self, segments: &[Range<usize>]) -> Option<Node> {
        let (first, last) = (segments.first()?, segments.last()?);
        Some(Node::Phrase {
            typed: self.typed(first.start..last.end).to_owned(),
            // Only an unclosed phrase can reach the end.
            is_unfinished: last.end == self.folded.text.len(),
        })
    }

    /// The words and runs of a stretch, as far as words may still be read.
    fn segments(&mut self, range: Range<usize>) -> Vec<Range<usize>> {
        let text = &self.folded.text[range.clone()];
        let mut found = Vec::new();
        for segment in segments(text) {
            let positions = segment.positions(text);
            let n = positions.len().min(MAX_WORDS - self.n_words);
            let Some(last) = positions[..n].last() else {
                break;
            };
            self.n_words += n;
            found.push(range.start + segment.range.start..range.start + last.range.end);
        }
        found
    }

    /// A stretch of the folded text, as typed.
    fn typed(&self, folded: Range<usize>) -> &str {
        self.folded.original(Span::new(folded)).of_text(self.typed)
    }
}

/// Whether `rest` starts with a minus that belongs to what follows.
fn is_minus(rest: &str) -> bool {
    let mut chars = rest.chars();
    chars.next() == Some('-')
        && (chars.next()).is_some_and(|it| matches!(it, '"' | '\'' | '(') || is_word_char(it))
}

/// How far `rest` goes without white space or a mark that parts.
fn chunk_length(rest: &str) -> usize {
    rest.find(|c: char| matches!(c, '"' | '(' | ')' | '|') || c.is_whitespace())
        .unwrap_or(rest.len())
}

/// The number of `NEAR/8`; `None` for anything else.
fn distance(typed: &str) -> Option<u32> {
    let after = typed.strip_prefix("NEAR")?;
    if after.is_empty() {
        return Some(DISTANCE);
    }
    let digits = after.strip_prefix('/')?;
    let is_number = !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit());
    // What does not fit a number is past the cap.
    is_number.then(|| {
        digits
            .parse()
            .unwrap_or(MAX_DISTANCE)
            .clamp(1, MAX_DISTANCE)
    })
}

/// What the marks after a word ask for. Between letters they are no marks: `9月～10月` is a span of
/// time.
fn mode(after: &str) -> Mode {
    let next = after.trim_start_matches(['*', '~']).chars().next();
    match after.chars().next() {
        _ if next.is_some_and(is_word_char) => Mode::Plain,
        Some('*') => Mode::Prefix,
        Some('~') => Mode::Fuzzy,
        _ => Mode::Plain,
    }
}
