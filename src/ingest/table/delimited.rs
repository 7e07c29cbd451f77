//! Cells parted by commas, semicolons, tabs or bars, as RFC 4180 (2005) and spreadsheets write them.

use std::io::Read;

use csv::{Reader, ReaderBuilder, StringRecord};

use super::{At, Cells, Field, Mapping, Rows, without_text};
use crate::order::Order;

/// What may part cells, the likeliest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// A row that no table has, put below the last one. When an open quotation mark swallows the rest
/// of the file, it swallows this too.
const END: &str = "\n\u{1}end of the table\u{1}\n";

/// So often reading starts again below a row whose quotation mark is never closed; each time may
/// cost a pass over the rest.
const MAX_RESTARTS: usize = 16;

/// The header is looked for within so many bytes.
const HEADER_WITHIN: usize = 1 << 16;

/// Reads the rows below the header.
pub(super) fn read(text: &str, rows: &mut Rows) {
    let mut from = text.len() - text.trim_start_matches(['\u{feff}', '\n', '\r']).len();
    let delimiter = match stated_delimiter(&text[from..]) {
        Some((delimiter, length)) => {
            from += length;
            delimiter
        }
        None => delimiter(&text[from..], rows.mapping),
    };
    let mut lines_above = n_lines(&text[..from]);
    let mut reader = reader(&text[from..], delimiter);
    let mut header = StringRecord::new();
    if !reader.read_record(&mut header).unwrap_or_default() {
        return;
    }
    let columns = columns(&header, rows.mapping);
    if !columns.iter().any(|it| it.1 == Field::Text) {
        let (message, remedy) = without_text(header.iter());
        return rows.fail(message, remedy);
    }
    let mut number = 1;
    let mut n_restarts = 0;
    let mut record = StringRecord::new();
    // Text in memory that is UTF-8 cannot fail to be read, and rows may differ in length.
    while reader.read_record(&mut record).unwrap_or_default() {
        let end = END.trim();
        if record.len() == 1 && &record[0] == end {
            return;
        }
        number += 1;
        let place = record
            .position()
            .map_or((0, 1), |it| (it.byte() as usize, it.line()));
        // Empty lines, and the second half of \r\n, are counted to the row below them.
        let start = (from + place.0).min(text.len());
        let empty = text[start..].len() - text[start..].trim_start_matches(['\r', '\n']).len();
        let start = start + empty;
        let line = lines_above + place.1 as u32 + n_lines(&text[start - empty..start]);
        let at = At {
            number,
            line: Some(line),
        };
        let is_open = record
            .iter()
            .next_back()
            .is_some_and(|it| it.trim_end().ends_with(end));
        let below = (from + reader.position().byte() as usize).clamp(start, text.len());
        if is_open || !closes_at_cells(&text[start..below], delimiter) {
            rows.fail_row(
                at,
                match is_open {
                    true => "a quotation mark that is opened in this row is never closed",
                    false => "a quotation mark that is opened in this row is closed within a cell",
                },
                "close it at the end of its cell, or double it if it belongs to the text",
            );
            let length = text[start..]
                .find('\n')
                .filter(|_| n_restarts < MAX_RESTARTS);
            let Some(length) = length else { continue };
            n_restarts += 1;
            from = start + length + 1;
            lines_above = n_lines(&text[..from]);
            reader = self::reader(&text[from..], delimiter);
            continue;
        }
        if record
            .iter()
            .skip(header.len())
            .any(|it| !it.trim().is_empty())
        {
            let message = format!(
                "the row has {} cells, and the header {}",
                record.len(),
                header.len()
            );
            rows.fail_row(
                at,
                message,
                "put cells that hold the delimiter into quotation marks",
            );
            continue;
        }
        let cells: Cells = columns
            .iter()
            .filter_map(|&(index, field)| Some((field, record.get(index)?.to_owned())))
            .filter(|it| !it.1.trim().is_empty())
            .collect();
        rows.row(at, cells);
    }
}

/// Whether every quotation mark in a row of several lines that opens a cell is closed at the end of
/// one; if not, it has most likely swallowed the lines below.
fn closes_at_cells(row: &str, delimiter: u8) -> bool {
    if !row.trim_end().contains('\n') {
        return true;
    }
    let (mut is_quoted, mut is_start) = (false, true);
    let mut bytes = row.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' if is_quoted && bytes.next_if_eq(&b'"').is_some() => {}
            b'"' if is_quoted => {
                is_quoted = false;
                if !bytes
                    .peek()
                    .is_none_or(|it| [delimiter, b'\r', b'\n'].contains(it))
                {
                    return false;
                }
            }
            b'"' if is_start => is_quoted = true,
            _ => {}
        }
        is_start = byte == delimiter;
    }
    true
}

fn reader(text: &str, delimiter: u8) -> Reader<impl Read> {
    ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes().chain(END.as_bytes()))
}

/// The delimiter that some spreadsheets state in a line `sep=;` of its own, and that line's length.
fn stated_delimiter(text: &str) -> Option<(u8, usize)> {
    let (line, _) = text.split_once('\n')?;
    let delimiter = line.trim_end_matches('\r').strip_prefix("sep=")?.as_bytes();
    match delimiter {
        [one] if DELIMITERS.contains(one) => Some((*one, line.len() + 1)),
        _ => None,
    }
}

/// What parts the cells of the header: it gives the most columns with names that are known, and of
/// several such the most columns.
fn delimiter(text: &str, mapping: &Mapping) -> u8 {
    let mut within = text.len().min(HEADER_WITHIN);
    while !text.is_char_boundary(within) {
        within -= 1;
    }
    let mut best = (0, 0);
    let mut found = DELIMITERS[0];
    for delimiter in DELIMITERS {
        let mut header = StringRecord::new();
        if reader(&text[..within], delimiter)
            .read_record(&mut header)
            .unwrap_or_default()
        {
            let n_known = header
                .iter()
                .filter(|it| mapping.field(it).is_some())
                .count();
            if (n_known, header.len()) > best {
                best = (n_known, header.len());
                found = delimiter;
            }
        }
    }
    found
}

/// The columns that say something, by field and then the best name first.
fn columns(header: &StringRecord, mapping: &Mapping) -> Vec<(usize, Field)> {
    let known = header.iter().enumerate().filter_map(|(index, name)| {
        let (field, rank) = mapping.field(name)?;
        Some((field, rank, index))
    });
    let mut known: Vec<(Field, usize, usize)> = known.collect();
    known.order();
    known
        .into_iter()
        .map(|(field, _, index)| (index, field))
        .collect()
}

fn n_lines(text: &str) -> u32 {
    text.bytes().filter(|&it| it == b'\n').count() as u32
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, problems};

    #[test]
    fn delimiters_and_line_ends_are_found() {
        for delimiter in [",", ";", "\t", "|"] {
            for line_end in ["\n", "\r\n", "\r"] {
                let table = "title,text,outlet\nA,\"One.\",O\nB,Two.,P\n";
                let table = table.replace(',', delimiter).replace('\n', line_end);
                check("a.csv", &table, &["a.csv#2|A|O|One.", "a.csv#3|B|P|Two."]);
            }
        }
        check(
            "a.csv",
            "sep=;\r\ntitle;text;outlet\r\nA, a;b;O",
            &["a.csv#2|A, a|O|b"],
        );
        check(
            "a.tsv",
            "\u{feff}\ntext\toutlet\n\na\tO\n",
            &["a.tsv#2|a|O|a"],
        );
    }

    #[test]
    fn cells_hold_what_is_quoted() {
        check(
            "a.csv",
            "outlet,title,text\nO,\"A, \"\"b\"\"\",\"One.\n\nTwo, three.\"\n",
            &["a.csv#2|A, \"b\"|O|One. / Two, three."],
        );
    }

    #[test]
    fn a_bad_row_is_told_with_its_line_and_the_others_are_read() {
        let table =
            "title,text,outlet\r\nA,\"One\r\ntwo\",O\r\n\r\nB,Two,a,b,O\r\nC,,O\r\nD,Four,O\r\n";
        check(
            "a.csv",
            table,
            &["a.csv#2|A|O|One / two", "a.csv#5|D|O|Four"],
        );
        assert_eq!(
            problems("a.csv", table),
            [
                "a.csv:5: the row has 5 cells, and the header 3; put cells that hold the \
                 delimiter into quotation marks",
                "a.csv:6: the row has no text; write the article into it, or take the row out",
            ]
        );
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_costs_its_row_only() {
        let table = "title,text,outlet\nA,One,O\nB,\"Two,O\nC,Three,O\nD,\"Four\",O\nE,Five,O\n";
        // The mark of row B would be closed by the one of row D.
        let expected = [
            "a.csv#2|A|O|One",
            "a.csv#4|C|O|Three",
            "a.csv#5|D|O|Four",
            "a.csv#6|E|O|Five",
        ];
        check("a.csv", table, &expected);
        assert_eq!(problems("a.csv", table).len(), 1);
        let table = "title,text,outlet\nA,One,O\nB,\"Two,O\nC,Three,O\nD,Four,O\n";
        check(
            "a.csv",
            table,
            &["a.csv#2|A|O|One", "a.csv#4|C|O|Three", "a.csv#5|D|O|Four"],
        );
        assert_eq!(
            problems("a.csv", table),
            [
                "a.csv:3: a quotation mark that is opened in this row is never closed; close it at \
                 the end of its cell, or double it if it belongs to the text"
            ]
        );
    }

    #[test]
    fn a_table_without_text_is_told_with_its_columns() {
        assert_eq!(
            problems("a.csv", "id,title\n1,A\n"),
            [
                "a.csv: no column holds the text; there are id, title; call the column of the \
                 text text, or say in crossread.toml under [columns] which it is"
            ]
        );
        let wide = format!("{}\n", "c,".repeat(1_000_000));
        let told = problems("a.csv", &wide);
        assert!(told[0].contains("c, c and 999989 more"), "{told:?}");
        check("a.csv", &format!("{wide}{wide}"), &[]);
        let wide = format!(
            "{}text,outlet\n{}A,O\n",
            "c,".repeat(1_000_000),
            ",".repeat(1_000_000)
        );
        check("a.csv", &wide, &["a.csv#2|A|O|A"]);
    }
}
