//! Tables of comma-separated values, as RFC 4180 (2005) has them.

/// Adds one row to a table.
///
/// A cell that a spreadsheet would take for a formula gets an apostrophe before it: the text is
/// someone else's, and a formula may fetch and send.
pub fn row(cells: &[String], out: &mut String) {
    for (n, cell) in cells.iter().enumerate() {
        if n > 0 {
            out.push(',');
        }
        let is_formula = is_formula(cell);
        let needs_marks = cell.contains([',', '"', '\n', '\r']);
        let mark = if needs_marks { "\"" } else { "" };
        out.push_str(mark);
        if is_formula {
            out.push('\'');
        }
        out.push_str(&cell.replace('"', "\"\""));
        out.push_str(mark);
    }
    out.push_str("\r\n");
}

/// A cell as [`row`] was given it: without the apostrophe before what looks like a formula.
pub fn unmarked(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(formula) if is_formula(formula) => formula,
        _ => cell,
    }
}

/// Whether a spreadsheet would take it for a formula.
fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cells: &[&str], expected: &str) {
        let cells: Vec<String> = cells.iter().map(|it| (*it).to_owned()).collect();
        let mut out = String::new();
        row(&cells, &mut out);
        assert_eq!(out, format!("{expected}\r\n"));
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        check(&["a", "", "b c", "ü"], "a,,b c,ü");
        check(&["a,b", "“a”"], "\"a,b\",“a”");
        check(&["say \"a\"", "\""], "\"say \"\"a\"\"\",\"\"\"\"");
        check(&["a\nb", "a\r\nb"], "\"a\nb\",\"a\r\nb\"");
        check(&[], "");
    }

    #[test]
    fn formulas_are_text() {
        for (cell, expected) in [("'=1", "=1"), ("'a", "'a"), ("'", "'"), ("=1", "=1")] {
            assert_eq!(unmarked(cell), expected);
        }
        check(&["=1+1", "+1", "-1", "@a"], "'=1+1,'+1,'-1,'@a");
        check(&["\t=1", "\r=1"], "'\t=1,\"'\r=1\"");
        check(&["=a(\"b\",1)"], "\"'=a(\"\"b\"\",1)\"");
        check(&["a=1", "1-1", "'=1"], "a=1,1-1,'=1");
    }
}
