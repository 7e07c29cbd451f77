//! A query, written so that it reads the same.

use std::fmt;

use super::{FilterClause, Mode, Node, Query};
use crate::text::fold;

/// What stands around a piece, and so decides where it needs parentheses.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Around {
    /// Pieces beside it.
    All,
    /// `OR`.
    Or,
    /// `NEAR` or a minus, which take one thing.
    One,
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = String::new();
        for clause in &self.filters {
            part(&mut out);
            clause.write(&mut out);
        }
        if !self.pieces.is_empty() {
            part(&mut out);
            all(&self.pieces, &mut out);
        }
        match self.pieces.last().and_then(Node::last) {
            // A parenthesis would finish what is unfinished, and closes at the end anyway.
            Some((_, true)) => out.truncate(out.trim_end_matches(')').len()),
            // The space says that the word is finished.
            Some((
                Node::Word {
                    mode: Mode::Plain, ..
                },
                false,
            )) if !out.ends_with(')') => {
                out.push(' ');
            }
            _ => {}
        }
        f.write_str(&out)
    }
}

impl fmt::Display for FilterClause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = String::new();
        self.write(&mut out);
        f.write_str(&out)
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = String::new();
        self.write(Around::All, &mut out);
        f.write_str(&out)
    }
}

/// Parts from what stands before.
fn part(out: &mut String) {
    if !out.is_empty() && !out.ends_with([' ', '(']) {
        out.push(' ');
    }
}

impl FilterClause {
    fn write(&self, out: &mut String) {
        if self.excluded {
            out.push('-');
        }
        out.push_str(self.field.name());
        let ends_value = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '|');
        let mark = if fold(&self.value).contains(ends_value) {
            "\""
        } else {
            ""
        };
        out.push_str(mark);
        out.push_str(&self.value);
        out.push_str(mark);
    }
}

impl Node {
    fn write(&self, around: Around, out: &mut String) {
        if self.needs_parentheses(around) {
            out.push('(');
            self.write(Around::All, out);
            return out.push(')');
        }
        match self {
            Node::Word { typed, mode, .. } => {
                out.push_str(typed);
                out.push_str(mode.mark());
            }
            Node::Phrase {
                typed,
                is_unfinished,
            } => {
                out.push('"');
                out.push_str(typed);
                if !is_unfinished {
                    out.push('"');
                }
            }
            Node::Near { left, .. } => {
                left.write(Around::One, out);
                self.write_right(out);
            }
            Node::Or(nodes) => {
                for (n, node) in nodes.iter().enumerate() {
                    if n > 0 {
                        out.push_str(" OR ");
                    }
                    node.write(Around::Or, out);
                }
            }
            Node::All(nodes) => all(nodes, out),
            Node::Without(node) => {
                out.push('-');
                node.write(Around::One, out);
            }
        }
    }

    fn needs_parentheses(&self, around: Around) -> bool {
        match self {
            Node::Word { .. } | Node::Phrase { .. } | Node::Without(_) => false,
            Node::Near { .. } | Node::Or(_) => around == Around::One,
            Node::All(nodes) => match around {
                Around::All => false,
                Around::Or => !nodes.windows(2).all(|it| it[0].leads_to(&it[1])),
                Around::One => true,
            },
        }
    }

    /// Whether `next` may be written as what this is near to goes on: `a NEAR/3 b NEAR/5 c`.
    fn leads_to(&self, next: &Node) -> bool {
        match (self, next) {
            (Node::Near { right, .. }, Node::Near { left, .. }) => right == left,
            _ => false,
        }
    }

    /// The operator of [`Node::Near`] and what follows it.
    fn write_right(&self, out: &mut String) {
        if let Node::Near {
            right, distance, ..
        } = self
        {
            out.push_str(" NEAR/");
            out.push_str(&distance.to_string());
            out.push(' ');
            right.write(Around::One, out);
        }
    }

    /// The word or phrase written last, and whether it is unfinished; `None` where that cannot
    /// matter.
    pub(super) fn last(&self) -> Option<(&Node, bool)> {
        match self {
            Node::Word { is_unfinished, .. } | Node::Phrase { is_unfinished, .. } => {
                Some((self, *is_unfinished))
            }
            Node::Near { right, .. } => right.last(),
            Node::Or(nodes) | Node::All(nodes) => nodes.last()?.last(),
            Node::Without(_) => None,
        }
    }
}

/// Pieces side by side; what is near to one thing and to the next is written once.
fn all(nodes: &[Node], out: &mut String) {
    for (n, node) in nodes.iter().enumerate() {
        if n > 0 && nodes[n - 1].leads_to(node) {
            node.write_right(out);
        } else {
            part(out);
            node.write(Around::All, out);
        }
    }
}

impl Mode {
    /// What is typed after the word.
    fn mark(self) -> &'static str {
        match self {
            Mode::Plain => "",
            Mode::Prefix => "*",
            Mode::Fuzzy => "~",
        }
    }
}
