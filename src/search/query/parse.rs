//! The tree that tokens make. What binds tightest comes last: pieces side by side, `OR`, `NEAR`,
//! a minus.

use std::iter::Peekable;
use std::vec::IntoIter;

use super::lex::{Between, Token, tokens};
use super::{MAX_DEPTH, MAX_WORDS, Node, Query};
use crate::search::tokens::positions;
use crate::text::fold;

/// Reads what was typed. Linear.
pub(super) fn parse(typed: &str) -> Query {
    let (tokens, n_words) = tokens(typed);
    let mut parser = Parser {
        tokens: tokens.into_iter().peekable(),
        spare: MAX_WORDS.saturating_sub(n_words),
        depth: 0,
        carried: None,
        query: Query::default(),
    };
    parser.query.pieces = parser.all(false);
    parser.query
}

/// Calls itself for each parenthesis, so at most `MAX_DEPTH` deep.
struct Parser {
    tokens: Peekable<IntoIter<Token>>,
    /// How many words the query may still grow by when it is written out.
    spare: usize,
    /// Parentheses that are open.
    depth: usize,
    /// What stood after a `NEAR` that could not be, to be read next.
    carried: Option<Node>,
    query: Query,
}

impl Parser {
    /// Pieces side by side, up to the end of the group. `is_without` says whether the group is in
    /// a negation, which matters to filters.
    fn all(&mut self, is_without: bool) -> Vec<Node> {
        let mut found = Vec::new();
        loop {
            if self.carried.is_none() {
                match self.tokens.peek() {
                    None | Some(Token::Close) => return found,
                    // `AND`, or what stands beside a filter.
                    Some(Token::Between(..)) => {
                        self.tokens.next();
                        continue;
                    }
                    _ => {}
                }
            }
            match self.alternatives(is_without) {
                Some(Node::All(nodes)) => found.extend(nodes),
                node => found.extend(node),
            }
        }
    }

    fn alternatives(&mut self, is_without: bool) -> Option<Node> {
        let mut found = Vec::new();
        loop {
            match self.chain(is_without) {
                Some(Node::Or(nodes)) => found.extend(nodes),
                node => found.extend(node),
            }
            let is_or = |it: &Token| matches!(it, Token::Between(Between::Or, _));
            if self.carried.is_some() || self.tokens.next_if(is_or).is_none() {
                return group(found, Node::Or);
            }
        }
    }

    /// One thing, or things that each are near to the next.
    fn chain(&mut self, is_without: bool) -> Option<Node> {
        let mut left = self.operand(is_without)?;
        let mut found = Vec::new();
        while let Some(distance) = self.near() {
            let Some(right) = self.operand(is_without) else {
                break;
            };
            if !self.link(&left, &right, distance, &mut found) {
                // Without the `NEAR` the two stand side by side.
                self.carried = Some(right);
                break;
            }
            left = right;
        }
        // What was doubled is unfinished only where it stands last.
        if let Some((_, before)) = found.split_last_mut() {
            before.iter_mut().for_each(Node::finish);
        }
        group(found, Node::All).or(Some(left))
    }

    /// The distance of a `NEAR` that comes next.
    fn near(&mut self) -> Option<u32> {
        let Some(Token::Between(Between::Near(distance), _)) = self.tokens.peek() else {
            return None;
        };
        let distance = *distance;
        self.tokens.next();
        Some(distance)
    }

    /// Adds what says that `left` is near `right`: of groups, each part near each. Whether that is
    /// possible; a negation is not near to anything, and a group not if the query would grow past
    /// its limits.
    fn link(&mut self, left: &Node, right: &Node, distance: u32, found: &mut Vec<Node>) -> bool {
        let (Some(lefts), Some(rights)) = (parts(left), parts(right)) else {
            return false;
        };
        let n_pairs = lefts.len() * rights.len();
        if n_pairs > 1 {
            let n_more = n_words(left) * rights.len() + n_words(right) * lefts.len() + n_pairs;
            // Written out, the pairs stand in parentheses, and their parts may do so too.
            if n_more > self.spare || self.depth + 2 > MAX_DEPTH {
                return false;
            }
            self.spare -= n_more;
        }
        for left in lefts {
            for right in rights {
                found.push(Node::Near {
                    left: Box::new(left.clone()),
                    right: Box::new(right.clone()),
                    distance,
                });
            }
        }
        true
    }

    /// A word, phrase or group with what negates it; `None` for a filter, which is put where
    /// filters are.
    fn operand(&mut self, is_without: bool) -> Option<Node> {
        if let Some(node) = self.carried.take() {
            return Some(node);
        }
        let mut is_negated = false;
        while (self.tokens.next_if(|it| matches!(it, Token::Not))).is_some() {
            is_negated = !is_negated;
        }
        let is_without = is_without != is_negated;
        let node = match self.tokens.next()? {
            Token::Leaf(node) => node,
            Token::Open => {
                self.depth += 1;
                let nodes = self.all(is_without);
                self.depth -= 1;
                self.tokens.next_if(|it| matches!(it, Token::Close));
                group(nodes, Node::All)?
            }
            Token::Filter(mut clause) => {
                clause.excluded = is_without;
                self.query.add(clause);
                return None;
            }
            // The tokens are sound, so none of these comes here.
            Token::Close | Token::Not | Token::Between(..) => return None,
        };
        Some(if is_negated { without(node) } else { node })
    }
}

/// `nodes` as one; what is alone stays as it is.
fn group(mut nodes: Vec<Node>, make: fn(Vec<Node>) -> Node) -> Option<Node> {
    match nodes.len() {
        0 | 1 => nodes.pop(),
        _ => Some(make(nodes)),
    }
}

fn without(node: Node) -> Node {
    match node {
        Node::Without(node) => *node,
        mut node => {
            node.finish();
            Node::Without(Box::new(node))
        }
    }
}

/// What can be near to something: a word, a phrase, alternatives of them; of a group of these
/// each.
fn parts(node: &Node) -> Option<&[Node]> {
    let is_leaf = |it: &Node| matches!(it, Node::Word { .. } | Node::Phrase { .. });
    let is_part = |it: &Node| match it {
        Node::Or(nodes) => nodes.iter().all(is_leaf),
        _ => is_leaf(it),
    };
    match node {
        Node::All(nodes) if nodes.iter().all(is_part) => Some(nodes),
        _ => is_part(node).then_some(std::slice::from_ref(node)),
    }
}

/// How many words a part takes up, operators included.
fn n_words(node: &Node) -> usize {
    match node {
        Node::Word { typed, .. } | Node::Phrase { typed, .. } => positions(&fold(typed)).count(),
        Node::Near { left, right, .. } => n_words(left) + n_words(right) + 1,
        Node::Or(nodes) | Node::All(nodes) => nodes.iter().map(|it| n_words(it) + 1).sum(),
        Node::Without(node) => n_words(node),
    }
}

impl Node {
    /// Takes the last word for finished: something follows it.
    fn finish(&mut self) {
        match self {
            Node::Word { is_unfinished, .. } | Node::Phrase { is_unfinished, .. } => {
                *is_unfinished = false;
            }
            Node::Near { right, .. } => right.finish(),
            Node::Or(nodes) | Node::All(nodes) => {
                if let Some(last) = nodes.last_mut() {
                    last.finish();
                }
            }
            Node::Without(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;

    /// Whether a tree keeps what [`Node`] promises.
    fn is_sound(node: &Node, is_inside: bool) -> bool {
        let is_sound = |it: &Node| is_sound(it, true);
        match node {
            Node::Word { typed, .. } | Node::Phrase { typed, .. } => !typed.is_empty(),
            Node::Near {
                left,
                right,
                distance,
            } => {
                let is_one = |it: &Node| parts(it).is_some() && !matches!(it, Node::All(_));
                is_one(left) && is_one(right) && (1..=100).contains(distance)
            }
            Node::Or(nodes) => {
                let is_or = |it: &Node| matches!(it, Node::Or(_));
                nodes.len() > 1 && !nodes.iter().any(is_or) && nodes.iter().all(is_sound)
            }
            Node::All(nodes) => {
                let is_all = |it: &Node| matches!(it, Node::All(_));
                is_inside
                    && nodes.len() > 1
                    && !nodes.iter().any(is_all)
                    && nodes.iter().all(is_sound)
            }
            Node::Without(node) => !matches!(**node, Node::Without(_)) && is_sound(node),
        }
    }

    proptest::proptest! {
        #[test]
        fn trees_are_sound(typed in "(a|b|“a b”|-|\\(|\\(|\\)| OR | NEAR | NOT |source:x| ){0,40}") {
            let query = Query::parse(&typed);
            proptest::prop_assert!(query.pieces.iter().all(|it| is_sound(it, false)), "{:?}", query);
        }
    }

    #[test]
    fn alternatives() {
        check("peace treaty OR pact", "peace|treaty OR pact…");
        check(
            "treaty OR pact | deal talks ",
            "treaty OR pact OR deal|talks",
        );
        check("treaty|pact", "treaty OR pact…");
        check("“peace treaty” OR -pact ", "\"peace treaty\" OR -pact");
        check("treaty or pact", "treaty|or|pact…");
        check("far-right OR 2019年 ", "\"far-right\" OR \"2019年\"");
        check("a OR far-ri", "a OR \"far-ri…");
        check("a OR (b OR (c))", "a OR b OR c");
    }

    #[test]
    fn groups() {
        check("(peace treaty)", "peace|treaty");
        check("a OR (peace treaty) b", "a OR (peace treaty)|b…");
        check("a OR (peace trea", "a OR (peace trea)…");
        check("a OR (peace trea ", "a OR (peace trea)");
        check("a OR (peace “b c", "a OR (peace \"b c)…");
        check("x(a|（b c）)", "x|a OR (b c)");
        check("-(a OR b) -(a b -c)", "-(a OR b)|-(a b -c)");
        check(
            "-(a) NOT -b NOT (NOT c) -(source:x b)",
            "-source:x|-a|b|c|-b",
        );
    }

    #[test]
    fn not() {
        check("a NOT b", "a|-b");
        check("a AND NOT “b c”", "a|-\"b c\"");
        check("NOT far-right", "-\"far-right\"");
        check("NOT source:x NOT (-source:y)", "source:y|-source:x");
        check("-'tis", "-tis");
    }

    #[test]
    fn modes() {
        check("sov* kishda~", "sov*|kishda~");
        check("pro-am* -sov* 北方*", "pro|am*|-sov*|北方*");
        check("(a OR b*)", "a OR b*");
        check("9月～10月", "9|月|10|月…");
        check("a*~ b~* c** d*e", "a*|b~|c*|d|e…");
        check("“a b”* * ~", "\"a b\"");
    }

    #[test]
    fn near() {
        check("“peace treaty” NEAR/8 no ", "\"peace treaty\" NEAR/8 no");
        check("a NEAR b NEAR/900 c", "a NEAR/10 b|b NEAR/100 c…");
        check("a NEAR/0 b NEAR/99999999999 c ", "a NEAR/1 b|b NEAR/100 c");
        check("x OR a NEAR/3 b NEAR/4 c ", "x OR a NEAR/3 b NEAR/4 c");
        check("(a OR b c", "a OR b|c…");
        check("(a OR “b c”) NEAR/3 d* ", "(a OR \"b c\") NEAR/3 d*");
        check(
            "2019年 NEAR/2 far-right ",
            "\"2019年\" NEAR/2 \"far-right\"",
        );
        check("NEAR/x near/3 ", "near|x|near|3");
    }

    #[test]
    fn each_part_of_a_group_is_near() {
        check("(a b) NEAR/3 c", "a NEAR/3 c|b NEAR/3 c…");
        check("a NEAR/3 (b c", "a NEAR/3 b|a NEAR/3 c…");
        check(
            "x OR (a (b OR c)) NEAR/3 d ",
            "x OR (a NEAR/3 d (b OR c) NEAR/3 d)",
        );
        let group = "a ".repeat(100);
        let query = Query::parse(&format!("({group}) NEAR ({group})"));
        assert_eq!(query.pieces.len(), 200);
    }

    #[test]
    fn what_cannot_be_near_stands_beside() {
        check("-a NEAR/3 b ", "-a|b");
        check("a NEAR/3 (b -c) OR d ", "a|(b -c) OR d");
        check("(a NEAR b) NEAR/3 c NEAR/4 d ", "a NEAR/10 b|c NEAR/4 d");
        check("a NEAR source:x b ", "source:x|a|b");
    }

    #[test]
    fn filters_stand_anywhere() {
        check("source:a OR source:b kuril", "source:a|source:b|kuril…");
        check("(kuril source:a) OR x ", "source:a|kuril OR x");
        check("source:a AND (source:b | x) ", "source:a|source:b|x");
    }

    #[test]
    fn operators_without_operands_are_words_or_nothing() {
        check("OR", "or…");
        check("treaty OR", "treaty|or…");
        check("treaty OR ", "treaty|or");
        check("OR treaty", "or|treaty…");
        check("| treaty |", "treaty");
        check("a AND b AND", "a|b|and…");
        check("a NEAR/3", "a|near…");
        check("a NOT", "a|not…");
        check("(NOT OR", "not|or…");
        check("a OR OR b ", "a OR or|b");
        check("a || b ", "a OR b");
        check("() (()) -() a OR () NOT () b ", "a OR b");
        check("(a OR) NOT) b", "a|or|-b");
        check(")) a - ( * ~ -", "a");
        check("-OR (OR) pro-OR ", "-or|or|pro|or");
    }

    #[test]
    fn parentheses_may_stand_in_each_other() {
        let nested = |depth| format!("{}x OR (y {}", "a OR (b ".repeat(depth), ")".repeat(depth));
        check(&nested(1), "a OR (b x OR y)");
        for depth in [15, 16, 17, 40, 3_000] {
            let query = Query::parse(&nested(depth));
            let written = query.to_string();
            assert!(written.matches('(').count() <= MAX_DEPTH, "{written}");
            assert_eq!(Query::parse(&written), query);
            assert!(query.pieces.iter().all(|it| is_sound(it, false)));
        }
        for mark in ["(", "-(", "NOT (", "NOT ", ")", "x|(", "a NEAR (", "a OR "] {
            let query = Query::parse(&mark.repeat(10_000 / mark.len()));
            assert_eq!(Query::parse(&query.to_string()), query, "{mark}");
        }
    }
}
