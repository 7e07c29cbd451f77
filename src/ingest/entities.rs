//! Character references: `&amp;`, `&#8217;`, `&#x2019;`.

/// The names that news text uses; all others stay as they are written.
const NAMED: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("bdquo", '„'),
];

/// The longest reference that is looked at, in bytes.
const MAX_BYTES: usize = 12;

/// The character that the reference at the start of `text` stands for, and the reference's
/// length in bytes.
pub(super) fn character(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(MAX_BYTES).position(|it| it == b';')?;
    let name = text.get(1..end)?;
    let c = match name.strip_prefix('#') {
        Some(number) => char_of_number(number)?,
        None => NAMED.iter().find(|it| it.0 == name)?.1,
    };
    Some((c, end + 1))
}

fn char_of_number(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).filter(|it| !it.is_control())
}
