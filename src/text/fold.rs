//! Folding: two spellings that readers take for the same become the same string.
//!
//! Case, accents, curly quotes, dashes, spaces, ligatures, full and half width fold; ё is е and
//! й is и, as readers type them. The table is our own because Unicode's whole normalization data
//! would add 60 kB to the page (`tests/suite/fold.rs` holds it against that data).

use super::Span;

/// A folded text and the way back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// For each byte of `text`, the span start of the original character it came from; one more
    /// entry for the end.
    offsets: Vec<u32>,
}

impl Folded {
    /// The stretch of the original that `folded` (a span of [`Folded::text`]) came from; whole
    /// characters, combining marks included.
    pub fn original(&self, folded: Span) -> Span {
        let start = self.offsets[folded.start as usize];
        let end = self.offsets[folded.end as usize];
        Span { start, end }
    }
}

/// `text` as it is compared. Linear; about twice as fast on ASCII.
///
/// ```
/// use crossread::text::fold;
/// assert_eq!(fold("Ёлка – “Café”"), fold("елка - \"cafe\""));
/// assert_eq!(fold("STRASSE"), fold("straße"));
/// assert_eq!(fold("ｶﾞｲﾄﾞ"), fold("ガイド"));
/// ```
pub fn fold(text: &str) -> String {
    folded(text).text
}

/// [`fold`], with the way back to the original.
pub fn folded(text: &str) -> Folded {
    let mut out = Folded {
        text: String::with_capacity(text.len()),
        offsets: Vec::with_capacity(text.len() + 1),
    };
    let mut rest = text;
    while !rest.is_empty() {
        let at = text.len() - rest.len();
        // Most texts are mostly ASCII, which folds a byte at a time.
        let plain: Vec<u8> = rest.bytes().map_while(folded_ascii).collect();
        out.offsets.extend((at as u32..).take(plain.len()));
        rest = &rest[plain.len()..];
        out.text += &String::from_utf8(plain).unwrap_or_default();
        let mut chars = rest.chars();
        let Some(c) = chars.next() else {
            break;
        };
        let at = text.len() - rest.len();
        rest = chars.as_str();
        if let Some(voiced) = voicing(c).and_then(|mark| compose(&out.text, mark)) {
            // Replaces the last character, which is as long as its voiced form.
            out.text.pop();
            out.text.push(voiced);
            continue;
        }
        push_folded(c, &mut out.text);
        out.offsets.resize(out.text.len(), at as u32);
    }
    out.offsets.push(text.len() as u32);
    out
}

/// Base letters of U+00C0..=U+017F; `×` and `÷` stand for themselves.
const LATIN_1_AND_A: &str = "aaaaaaæceeeeiiiidnooooo×ouuuuyþsaaaaaaæceeeeiiiidnooooo÷ouuuuyþy\
    aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiĳĳjjkkkllllllllllnnnnnnŉnnooooooœœ\
    rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/// Base letters of U+1E00..=U+1EFF.
const LATIN_ADDITIONAL: &str = "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllll\
    mmmmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzz\
    htwyasẜẝsẟaaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuu\
    yyyyyyyyỻỻỽỽỿỿ";

/// Full-width forms of the half-width katakana U+FF66..=U+FF9D.
const KATAKANA: &str = "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";

/// Letters with marks outside the Latin blocks, and what they fold to, in pairs.
const OTHER_LETTERS: &str = "ёейиїіўуѓгќкѐеѝиåaάαέεήηίιόούυώωϊιϋυΐιΰυςσıi";

fn nth(table: &str, n: u32) -> Option<char> {
    table.chars().nth(n as usize)
}

/// What a byte of ASCII folds to; `None` for others.
fn folded_ascii(byte: u8) -> Option<u8> {
    match byte {
        b'\t' | b'\n' | b'\x0c' | b'\r' => Some(b' '),
        _ => byte.is_ascii().then(|| byte.to_ascii_lowercase()),
    }
}

/// Adds what `c`, none of ASCII, folds to.
fn push_folded(c: char, out: &mut String) {
    let plain = match c {
        '\u{300}'..='\u{36f}'
        | '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}'
        | '\u{fe00}'..='\u{fe0f}' => return,
        '\u{c0}'..='\u{17f}' => nth(LATIN_1_AND_A, c as u32 - 0xc0),
        '\u{1e00}'..='\u{1eff}' => nth(LATIN_ADDITIONAL, c as u32 - 0x1e00),
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(c as u32 - 0xfee0).map(|it| it.to_ascii_lowercase())
        }
        '\u{ff66}'..='\u{ff9d}' => nth(KATAKANA, c as u32 - 0xff66),
        '‘' | '’' | '‚' | '‛' | '′' | 'ʼ' | '`' => Some('\''),
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '〝' | '〟' | '「' | '」' | '『' | '』' => {
            Some('"')
        }
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        _ if c.is_whitespace() => Some(' '),
        _ => None,
    };
    let expanded = match plain.unwrap_or(c) {
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ĳ' => "ij",
        'ŉ' => "'n",
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        '…' => "...",
        '№' => "no",
        _ => "",
    };
    if !expanded.is_empty() {
        out.push_str(expanded);
        return;
    }
    if matches!(c, 'ß' | 'ẞ') {
        out.push_str("ss");
        return;
    }
    for lower in plain.unwrap_or(c).to_lowercase() {
        match lower {
            '\u{300}'..='\u{36f}' => {}
            _ => out.push(letter_without_mark(lower)),
        }
    }
}

fn letter_without_mark(c: char) -> char {
    let mut pairs = OTHER_LETTERS.chars();
    while let (Some(marked), Some(base)) = (pairs.next(), pairs.next()) {
        if marked == c {
            return base;
        }
    }
    c
}

/// Which of the two Japanese sound marks `c` is, if any: 1 voiced, 2 half voiced.
fn voicing(c: char) -> Option<u32> {
    match c {
        '\u{3099}' | '゛' | 'ﾞ' => Some(1),
        '\u{309a}' | '゜' | 'ﾟ' => Some(2),
        _ => None,
    }
}

/// The voiced form of the last kana of `text`: in Unicode it follows its plain form directly.
fn compose(text: &str, mark: u32) -> Option<char> {
    let kana = text.chars().next_back()?;
    let row = "かきくけこさしすせそたちつてとカキクケコサシスセソタチツテト";
    let h_row = "はひふへほハヒフヘホ";
    match kana {
        'ウ' if mark == 1 => Some('ヴ'),
        _ if h_row.contains(kana) || mark == 1 && row.contains(kana) => {
            char::from_u32(kana as u32 + mark)
        }
        _ => None,
    }
}
