//! Bytes become text, by the way browsers take.
//!
//! In this order: a byte order mark; UTF-8, where the bytes are that; what a page states of itself
//! in its first kilobyte; UTF-16 without a mark; and then what the bytes look most like, as
//! Firefox guesses it (chardetng). A guess is told, and so is every place where bytes are none of
//! the encoding. Linear in the bytes.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::Problem;

/// What a file is for, as far as its encoding goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Text that says nothing about its encoding.
    Text,
    /// HTML or XML, which may state its encoding in the first [`STATED_WITHIN`] bytes.
    Page,
}

/// Browsers look so far for `<meta charset>`; in bytes.
const STATED_WITHIN: usize = 1024;

/// A file that is taken for UTF-8 despite malformed bytes has so many sound characters beyond
/// ASCII for each. At 1 an EUC-JP text could pass, at 100 a text with some damage could not.
const SOUND_FOR_EACH_MALFORMED: usize = 10;

/// Text has fewer control characters than one in so many bytes.
const BYTES_FOR_EACH_CONTROL: usize = 64;

/// Text has more spaces, line ends, commas and full stops than one in so many characters.
const UNITS_FOR_EACH_MARK: usize = 512;

/// First bytes of files that are no text, and what they are called.
const BINARY: &[(&[u8], &str)] = &[
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"%PDF-", "a PDF file"),
    (
        b"PK\x03\x04",
        "a zip archive, or a file of an office program",
    ),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\0", "a program"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "a file of an old office program",
    ),
    (b"{\\rtf", "an RTF file"),
    (b"CROSSREAD\0", "a Crossread bundle"),
];

/// The text of a file, lines ended by `\n`, or `None` with an error among the problems.
pub(super) fn text(
    file_name: &str,
    bytes: &[u8],
    content: Content,
    problems: &mut Vec<Problem>,
) -> Option<String> {
    let text = decoded(file_name, bytes, content, problems)?;
    Some(match text.contains('\r') {
        true => text.replace("\r\n", "\n").replace('\r', "\n"),
        false => text.into_owned(),
    })
}

/// The text of a file as it is, without a byte order mark, or `None` with an error among the
/// problems. UTF-8 is not copied.
pub(super) fn decoded<'a>(
    file_name: &str,
    bytes: &'a [u8],
    content: Content,
    problems: &mut Vec<Problem>,
) -> Option<Cow<'a, str>> {
    if let Some((_, what)) = BINARY.iter().find(|it| bytes.starts_with(it.0)) {
        problems.push(Problem::error(
            file_name,
            None,
            format!("the file is {what}, whatever its name says"),
            "save the text of the article as .txt, .md or .html",
        ));
        return None;
    }
    let Some((encoding, how)) = encoding(bytes, content) else {
        problems.push(Problem::error(
            file_name,
            None,
            "the file is no text: it is full of control characters",
            "save the text of the article as .txt, .md or .html",
        ));
        return None;
    };
    let (text, encoding, is_malformed) = encoding.decode(bytes);
    if text.trim().is_empty() {
        problems.push(Problem::error(
            file_name,
            None,
            "the file is empty",
            "write the article into it",
        ));
        return None;
    }
    if how == How::Guessed {
        problems.push(Problem::warning(
            file_name,
            None,
            format!(
                "the encoding is not stated, and looks like {}",
                encoding.name()
            ),
            "look whether the letters are right, or save the file again with the encoding UTF-8",
        ));
    }
    if is_malformed {
        problems.push(malformed(file_name, &text, encoding));
    }
    Some(text)
}

/// The warning about bytes that the encoding does not have.
fn malformed(file_name: &str, text: &str, encoding: &'static Encoding) -> Problem {
    let first = text.find('\u{fffd}').unwrap_or_default();
    let line = 1 + text[..first].bytes().filter(|&it| it == b'\n').count() as u32;
    let n = text.matches('\u{fffd}').count();
    let message = match n {
        1 => format!(
            "here bytes are not {} text, and stand as \u{fffd}",
            encoding.name()
        ),
        _ => format!(
            "here and in {} more places bytes are not {} text, and stand as \u{fffd}",
            n.saturating_sub(1),
            encoding.name()
        ),
    };
    Problem::warning(
        file_name,
        Some(line),
        message,
        "get the file anew, or save it again with the encoding UTF-8",
    )
}

/// What the choice of an encoding rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    /// A mark, a statement, or bytes that can be nothing else.
    Known,
    /// What the bytes look most like.
    Guessed,
}

/// The encoding of these bytes, or `None` when they are no text.
fn encoding(bytes: &[u8], content: Content) -> Option<(&'static Encoding, How)> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Some((encoding, How::Known));
    }
    if bytes.contains(&0)
        && let Some(encoding) = utf_16(bytes)
    {
        return Some((encoding, How::Known));
    }
    let is_control = |it: &&u8| **it < b' ' && !matches!(it, b'\t'..=b'\r' | b'\x1b');
    let n_controls = bytes.iter().filter(is_control).count();
    if n_controls * BYTES_FOR_EACH_CONTROL > bytes.len() {
        return None;
    }
    // Escape sequences make ISO-2022-JP out of ASCII.
    let is_escaped = bytes.contains(&b'\x1b') && bytes.is_ascii();
    let sound = Soundness::of(bytes);
    if sound.n_malformed == 0 && !is_escaped {
        return Some((UTF_8, How::Known));
    }
    let stated = match content {
        Content::Page => stated(&bytes[..bytes.len().min(STATED_WITHIN)]),
        Content::Text => None,
    };
    // A page that says UTF-8 and is not so at all was saved by a program that forgot what it says.
    if let Some(encoding) = stated.filter(|&it| it != UTF_8) {
        return Some((encoding, How::Known));
    }
    if sound.n_malformed > 0 && sound.is_nearly_utf_8() {
        return Some((UTF_8, How::Known));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    match detector.guess(None, Utf8Detection::Deny) {
        encoding if encoding == ISO_2022_JP => Some((encoding, How::Known)),
        // Escapes that mean something else.
        _ if sound.n_malformed == 0 => Some((UTF_8, How::Known)),
        encoding => Some((encoding, How::Guessed)),
    }
}

/// How far bytes are UTF-8.
struct Soundness {
    /// Characters beyond ASCII.
    n_sound: usize,
    /// Runs of bytes that are no character.
    n_malformed: usize,
}

impl Soundness {
    fn of(bytes: &[u8]) -> Soundness {
        let (mut n_sound, mut n_malformed) = (0, 0);
        for chunk in bytes.utf8_chunks() {
            n_sound += chunk.valid().chars().filter(|it| !it.is_ascii()).count();
            n_malformed += usize::from(!chunk.invalid().is_empty());
        }
        Soundness {
            n_sound,
            n_malformed,
        }
    }

    /// Whether the text was UTF-8 before something befell it.
    fn is_nearly_utf_8(&self) -> bool {
        self.n_sound >= self.n_malformed * SOUND_FOR_EACH_MALFORMED
    }
}

/// UTF-16 without a mark: in the right order of bytes there are spaces, line ends and full stops,
/// and next to nothing that no text has.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let units = |unit: fn([u8; 2]) -> u16| bytes.as_chunks::<2>().0.iter().map(move |it| unit(*it));
    let little = Units::count(units(u16::from_le_bytes));
    let big = Units::count(units(u16::from_be_bytes));
    let (encoding, units) = match little.n_marks >= big.n_marks {
        true => (UTF_16LE, little),
        false => (UTF_16BE, big),
    };
    let n_units = bytes.len() / 2;
    let is_text = units.n_marks * UNITS_FOR_EACH_MARK >= n_units.max(1)
        && units.n_strange * BYTES_FOR_EACH_CONTROL <= n_units;
    is_text.then_some(encoding)
}

/// What was counted among the units of a text in UTF-16.
#[derive(Default)]
struct Units {
    /// Spaces, line ends and full stops.
    n_marks: usize,
    /// Control characters, halves of pairs alone, what is kept for private use, and U+FFFE.
    n_strange: usize,
}

impl Units {
    fn count(units: impl Iterator<Item = u16>) -> Units {
        let mut found = Units::default();
        for unit in char::decode_utf16(units) {
            match unit {
                Ok(' ' | '\n' | '\r' | '.' | ',' | '。' | '、') => found.n_marks += 1,
                Ok('\t'..='\r') => {}
                Ok('\0'..='\x1f' | '\u{e000}'..='\u{f8ff}' | '\u{fffe}' | '\u{ffff}') | Err(_) => {
                    found.n_strange += 1;
                }
                Ok(_) => {}
            }
        }
        found
    }
}

/// The encoding that the start of a page states in its XML declaration or a `<meta>`.
fn stated(start: &[u8]) -> Option<&'static Encoding> {
    let start = start.to_ascii_lowercase();
    if let Some(declaration) = start.strip_prefix(b"<?xml") {
        let end = find(declaration, b"?>")?;
        if let Some(label) = value(&declaration[..end], b"encoding") {
            return by_label(label);
        }
    }
    let mut rest = start.as_slice();
    while let Some(at) = next_tag(rest) {
        rest = &rest[at..];
        let end = find(rest, b">").unwrap_or(rest.len());
        // `charset=` stands alone, or within `content="text/html; charset=…"`.
        if rest.starts_with(b"<meta")
            && let Some(encoding) = value(&rest[..end], b"charset").and_then(by_label)
        {
            return Some(encoding);
        }
        rest = &rest[1..];
    }
    None
}

/// Where the next `<` stands that does not begin a comment.
fn next_tag(html: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += find(&html[at..], b"<")?;
        if !html[at..].starts_with(b"<!--") {
            return Some(at);
        }
        at += find(&html[at..], b"-->")?;
    }
}

/// The value after `name =`, without the marks around it.
fn value<'a>(tag: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let mut rest = tag;
    loop {
        rest = &rest[find(rest, name)? + name.len()..];
        if let Some(after) = rest.trim_ascii_start().strip_prefix(b"=") {
            let value = after.trim_ascii_start();
            let value = value
                .strip_prefix(b"\"")
                .or(value.strip_prefix(b"'"))
                .unwrap_or(value);
            let end = value
                .iter()
                .position(|it| matches!(it, b'"' | b'\'' | b';' | b'/' | b' '));
            return Some(&value[..end.unwrap_or(value.len())]);
        }
    }
}

/// The encoding called so. A page that was read as ASCII this far is not UTF-16, whatever it says
/// (HTML Standard, “prescan a byte stream”).
fn by_label(label: &[u8]) -> Option<&'static Encoding> {
    let encoding = Encoding::for_label(label)?;
    Some(match encoding.name() {
        "UTF-16LE" | "UTF-16BE" => UTF_8,
        "x-user-defined" => WINDOWS_1252,
        _ => encoding,
    })
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|it| it == what)
}

#[cfg(test)]
mod tests {
    use encoding_rs::{
        BIG5, EUC_JP, EUC_KR, GBK, ISO_8859_2, KOI8_R, SHIFT_JIS, WINDOWS_1250, WINDOWS_1251,
    };

    use super::*;

    const ENGLISH: &str = "The ferry “Marta” left at noon – late, as the captain said. It’s the \
        harbor’s oldest ship.\n\nNobody on the quay had waited for it: “We go by train,” said a \
        teacher.\n";
    const RUSSIAN: &str = "Паром вышел из гавани в полдень, на час позже обычного.\n\nКапитан \
        сказал, что ветер стих только утром. «Мы никуда не спешим», — добавил он. На причале \
        никого не было, и чайки ходили по доскам.\n";
    const JAPANESE: &str = "フェリーは正午に港を出た。いつもより一時間遅かった。\n\n船長は「風が朝まで\
        やまなかった」と話した。桟橋には誰もいなかった。カモメだけが板の上を歩いていた。\n";
    const GERMAN: &str = "Die Fähre verließ den Hafen gegen Mittag, später als üblich.\n\nDer \
        Kapitän erklärte, über Nacht habe es gestürmt. „Wir müssen nicht hetzen“, fügte er hinzu. \
        Für die Gäste gab es heiße Brühe.\n";
    const FRENCH: &str = "Le bac a quitté le port à midi, plus tard que d’habitude.\n\nLe \
        capitaine a expliqué que la tempête n’avait cessé qu’au matin. « Rien ne presse », a-t-il \
        ajouté, déçu. Où étaient les élèves ?\n";
    const CHINESE: &str = "渡轮中午离开港口，比平时晚了一个小时。\n\n船长说，风直到早上才停。“我们不着急，”\
        他补充道。码头上没有人，只有海鸥在木板上走来走去。\n";
    const TRADITIONAL: &str = "渡輪中午離開港口，比平時晚了一個小時。\n\n船長說，風直到早上才停。「我們不\
        著急，」他補充道。碼頭上沒有人，只有海鷗在木板上走來走去。\n";
    const KOREAN: &str = "여객선은 정오에 항구를 떠났다. 평소보다 한 시간 늦었다.\n\n선장은 바람이 아침에야 \
        그쳤다고 말했다. “서두를 필요가 없습니다.” 부두에는 아무도 없었다.\n";

    const TEXTS: [&str; 8] = [
        ENGLISH,
        RUSSIAN,
        JAPANESE,
        GERMAN,
        FRENCH,
        CHINESE,
        TRADITIONAL,
        KOREAN,
    ];

    fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    fn read(bytes: &[u8], content: Content) -> (Option<String>, Vec<Problem>) {
        let mut problems = Vec::new();
        let text = text("a.txt", bytes, content, &mut problems);
        (text, problems)
    }

    /// Whether the text comes out, and with no more said than that the encoding is a guess.
    #[track_caller]
    fn check(bytes: &[u8], content: Content, expected: &str, is_guess: bool) {
        let (text, problems) = read(bytes, content);
        assert_eq!(text.as_deref(), Some(expected));
        let said: Vec<String> = problems.iter().map(Problem::to_string).collect();
        assert_eq!(said.len(), usize::from(is_guess), "{said:?}");
        assert!(
            said.iter().all(|it| it.contains("is not stated")),
            "{said:?}"
        );
    }

    #[test]
    fn sixty_encoded_texts_are_all_read_right() {
        let mut n = 0;
        for text in TEXTS {
            for bytes in [
                text.as_bytes().to_vec(),
                [b"\xef\xbb\xbf", text.as_bytes()].concat(),
                utf_16(text, u16::to_le_bytes),
                utf_16(text, u16::to_be_bytes),
                utf_16(&format!("\u{feff}{text}"), u16::to_le_bytes),
                utf_16(&format!("\u{feff}{text}"), u16::to_be_bytes),
            ] {
                check(&bytes, Content::Text, text, false);
                n += 1;
            }
        }
        for (text, encoding) in [
            (ENGLISH, WINDOWS_1252),
            (GERMAN, WINDOWS_1252),
            (FRENCH, WINDOWS_1252),
            (RUSSIAN, WINDOWS_1251),
            (RUSSIAN, KOI8_R),
            (JAPANESE, SHIFT_JIS),
            (JAPANESE, EUC_JP),
            (JAPANESE, ISO_2022_JP),
            (CHINESE, GBK),
            (TRADITIONAL, BIG5),
            (KOREAN, EUC_KR),
        ] {
            // KOI8-R has neither «» nor a dash.
            let text = match encoding == KOI8_R {
                true => text.replace(['«', '»'], "\"").replace('—', "-"),
                false => text.to_owned(),
            };
            let (bytes, _, is_lossy) = encoding.encode(&text);
            assert!(!is_lossy, "{}: {text}", encoding.name());
            check(&bytes, Content::Text, &text, encoding != ISO_2022_JP);
            let head = format!(
                "<!-- <meta charset=utf-8> --><meta charset=\"{}\">",
                encoding.name()
            );
            let page = [head.as_bytes(), &bytes].concat();
            check(&page, Content::Page, &format!("{head}{text}"), false);
            n += 2;
        }
        assert!(n >= 60, "{n}");
    }

    #[test]
    fn what_a_page_states_counts_for_pages() {
        let polish = "Łódź płynęła; później „zażółć gęślą jaźń”";
        for (head, encoding) in [
            ("<?xml version='1.0' encoding='ISO-8859-2'?>", ISO_8859_2),
            (
                "<META http-equiv=Content-Type content='text/html; charset=windows-1250'>",
                WINDOWS_1250,
            ),
            (
                "<html><!-- > --><meta name=a><meta charset = windows-1250 />",
                WINDOWS_1250,
            ),
        ] {
            let text = match encoding == ISO_8859_2 {
                true => polish.replace(['„', '”'], "'"),
                false => polish.to_owned(),
            };
            let page = format!("{head}{text}");
            let (bytes, _, is_lossy) = encoding.encode(&page);
            assert!(!is_lossy, "{page}");
            check(&bytes, Content::Page, &page, false);
        }
        // A page that is UTF-8 is read so, whatever it states; and no page is what it cannot be.
        let page = format!("<meta charset=windows-1251>{RUSSIAN}");
        check(page.as_bytes(), Content::Page, &page, false);
        let page = format!("<meta charset=utf-16>{RUSSIAN}");
        check(&WINDOWS_1251.encode(&page).0, Content::Page, &page, true);
    }

    #[test]
    fn malformed_bytes_are_told_with_their_line() {
        let mut bytes = RUSSIAN.as_bytes().to_vec();
        bytes.push(0xd0);
        let (text, problems) = read(&bytes, Content::Text);
        assert_eq!(text, Some(format!("{RUSSIAN}\u{fffd}")));
        assert_eq!(
            problems[0].to_string(),
            "a.txt:4: here bytes are not UTF-8 text, and stand as \u{fffd}; get the file anew, or \
             save it again with the encoding UTF-8"
        );
        let mut bytes = utf_16("\u{feff}a\nb", u16::to_le_bytes);
        bytes.extend([0, 0xdc, 1]);
        let (text, problems) = read(&bytes, Content::Text);
        assert_eq!(text.as_deref(), Some("a\nb\u{fffd}\u{fffd}"));
        assert!(
            problems[0]
                .to_string()
                .contains("a.txt:2: here and in 1 more places")
        );
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let noise: Vec<u8> = (0..4000_u32)
            .map(|it| (it.wrapping_mul(2_654_435_761) >> 24) as u8)
            .collect();
        for (bytes, expected) in [
            (&b""[..], "the file is empty"),
            (b" \r\n\t", "the file is empty"),
            (b"\xef\xbb\xbf", "the file is empty"),
            (
                b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
                "the file is a PNG picture",
            ),
            (b"%PDF-1.7\n", "the file is a PDF file"),
            (&[0; 100], "the file is no text"),
            (&noise, "the file is no text"),
        ] {
            let (text, problems) = read(bytes, Content::Text);
            assert_eq!(text, None);
            assert!(problems[0].message.starts_with(expected), "{problems:?}");
        }
    }

    #[test]
    fn one_stray_control_character_does_no_harm() {
        let text = format!("{ENGLISH}\0{ENGLISH}{ENGLISH}");
        check(text.as_bytes(), Content::Text, &text, false);
        let text = format!("{ENGLISH}\x1b[1m");
        check(text.as_bytes(), Content::Text, &text, false);
    }
}
