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

/// The rows of a table, as [`row`] or a spreadsheet writes them: the mark before what looks like a
/// formula goes, as do a byte order mark and empty lines. Total; linear.
pub fn rows(table: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut cell = String::new();
    let mut is_quoted = false;
    let mut chars = table.trim_start_matches('\u{feff}').chars().peekable();
    loop {
        let c = chars.next();
        match c {
            Some('"') if is_quoted && chars.next_if_eq(&'"').is_some() => cell.push('"'),
            Some('"') if is_quoted || cell.is_empty() => is_quoted = !is_quoted,
            Some('\r') if !is_quoted && chars.peek() == Some(&'\n') => {}
            Some(c) if is_quoted || !matches!(c, ',' | '\n') => cell.push(c),
            _ => {
                let is_marked = cell.starts_with('\'') && is_formula(&cell[1..]);
                row.push(cell.split_off(usize::from(is_marked)));
                cell.clear();
                if c != Some(',') {
                    let row = std::mem::take(&mut row);
                    if row.iter().any(|it| !it.is_empty()) {
                        rows.push(row);
                    }
                }
            }
        }
        if c.is_none() {
            return rows;
        }
    }
}

/// Whether a spreadsheet would take it for a formula.
fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            table in prop::collection::vec(prop::collection::vec("[a=',\"\r\né]{0,4}", 1..4), 0..4)
        ) {
            let mut out = String::new();
            table.iter().for_each(|it| row(it, &mut out));
            let is_full = |it: &&Vec<String>| it.iter().any(|it| !it.is_empty());
            let full: Vec<Vec<String>> = table.iter().filter(is_full).cloned().collect();
            // A mark before a formula is taken for ours.
            let is_plain = |it: &String| !it.strip_prefix('\'').is_some_and(is_formula);
            if full.iter().flatten().all(is_plain) {
                prop_assert_eq!(rows(&out), full);
            }
        }

        #[test]
        fn anything_is_read(text in ".{0,40}") {
            rows(&text);
        }
    }

    #[test]
    fn tables_of_spreadsheets() {
        let read = rows("\u{feff}a,b\n\n\"c\nd\",\"e \"\"f\"\"\"\r\ng \"h\",\n\"open");
        let expected = [["a", "b"], ["c\nd", "e \"f\""], ["g \"h\"", ""]];
        assert_eq!(read[..3], expected.map(|it| it.map(str::to_owned)));
        assert_eq!(read[3..], [["open"]]);
    }

    #[test]
    fn formulas_are_text() {
        check(&["=1+1", "+1", "-1", "@a"], "'=1+1,'+1,'-1,'@a");
        check(&["\t=1", "\r=1"], "'\t=1,\"'\r=1\"");
        check(&["=a(\"b\",1)"], "\"'=a(\"\"b\"\",1)\"");
        check(&["a=1", "1-1", "'=1"], "a=1,1-1,'=1");
    }
}
