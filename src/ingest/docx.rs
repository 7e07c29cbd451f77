//! Articles from word processors: Office Open XML (ECMA-376), the parts that hold words.
//!
//! The file is a zip archive: `word/document.xml` has the paragraphs, `word/styles.xml` what their
//! styles are called in every language, `docProps/core.xml` title, author and day. XML is read
//! event by event, so that depth costs nothing; entities that a file declares are never put in.

use std::borrow::Cow;
use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use quick_xml::{XmlVersion, escape};

use super::archive::{self, Caps};
use super::article::{self, Block, Stated};
use super::encoding::{self, Content};
use super::passages::joined;
use super::{MAX_FILE_BYTES, Problem};
use crate::corpus::{Document, LabelReason, PassageKind};

/// The largest part of the file that is unpacked, in bytes: markup is ten times its text.
const MAX_PART_BYTES: u64 = 10 * MAX_FILE_BYTES as u64;

/// The document, or `None` with an error among the problems.
pub(super) fn document(
    file_name: &str,
    bytes: &[u8],
    problems: &mut Vec<Problem>,
) -> Option<Document> {
    let mut fail = |problem: Problem| {
        problems.push(problem);
        None
    };
    // The parts of a word processor's file are a few dozen.
    let mut archive = match archive::open(file_name, Cow::Borrowed(bytes), archive::MAX_ENTRIES) {
        Ok(archive) => archive,
        Err(problem) => return fail(problem),
    };
    let (mut all, mut packed) = (2 * MAX_PART_BYTES, bytes.len() as u64);
    let mut part = |name: &str| {
        let index = archive.index_for_name(name)?;
        let caps = Caps {
            file: MAX_PART_BYTES,
            all: &mut all,
            packed: &mut packed,
        };
        Some(archive::unpacked(&mut archive, index, caps))
    };
    let text = match part("word/document.xml") {
        Some(Ok(text)) => text,
        Some(Err(refused)) => return fail(refused.problem(file_name)),
        None => {
            return fail(Problem::error(
                file_name,
                None,
                "the file is a zip archive, and none of a word processor",
                "open it, and save the article as .docx or .txt",
            ));
        }
    };
    let styles = part("word/styles.xml")
        .and_then(Result::ok)
        .unwrap_or_default();
    let core = part("docProps/core.xml")
        .and_then(Result::ok)
        .unwrap_or_default();
    let text = encoding::decoded(file_name, &text, Content::Page, problems)?;
    let styles = String::from_utf8_lossy(&styles);
    let core = String::from_utf8_lossy(&core);
    let Some(found) = paragraphs(&text, &style_names(&styles)) else {
        problems.push(Problem::error(
            file_name,
            None,
            "the text in the file is damaged",
            "open it with the program that made it, and save it anew",
        ));
        return None;
    };
    let core = core_properties(&core);
    let stated = |name: &str| {
        core.get(name)
            .map(|it| it.trim().to_owned())
            .filter(|it| !it.is_empty())
    };
    let mut title = stated("title");
    let mut blocks = Vec::new();
    for paragraph in found {
        let kind = match paragraph.style {
            Style::Title | Style::Heading if title.is_none() => {
                title = Some(paragraph.words);
                continue;
            }
            _ if Some(&paragraph.words) == title.as_ref() => continue,
            Style::Title | Style::Heading => Some(PassageKind::Heading),
            Style::Subtitle => Some(PassageKind::Standfirst),
            Style::Caption => Some(PassageKind::Caption),
            Style::Plain => None,
        };
        blocks.push(Block {
            words: paragraph.words,
            label: kind.map(|it| (it, LabelReason::Stated)),
        });
    }
    if let [alone] = blocks.as_mut_slice() {
        // There is nothing else that it could belong to.
        alone
            .label
            .get_or_insert((PassageKind::Body, LabelReason::Stated));
    }
    let made = stated("created");
    let stated = Stated {
        title,
        author: stated("creator"),
        language: stated("language").filter(|it| super::markdown::is_language(it)),
        ..Stated::default()
    };
    let mut document = article::document(file_name, blocks, stated, problems)?;
    // The day on which the file was made is no more than near the day of publication.
    if let Some(day) = made.as_deref().and_then(|it| it.get(..10))
        && let Ok(date) = format!("{day}?").parse()
        && document.date.is_none()
    {
        document.date = Some(date);
        document.date_basis = Some(format!("The file says that it was made on {day}."));
    }
    Some(document)
}

struct Paragraph {
    style: Style,
    words: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Title,
    Subtitle,
    Heading,
    Caption,
    Plain,
}

impl Style {
    /// The style called so in English, as every version names the styles that come with it.
    fn of_name(name: &str) -> Style {
        let name = name.to_lowercase().replace(' ', "");
        match name.as_str() {
            "title" => Style::Title,
            "subtitle" => Style::Subtitle,
            "caption" => Style::Caption,
            _ if name.starts_with("heading") => Style::Heading,
            _ => Style::Plain,
        }
    }
}

/// The events of a part, as far as it is sound, and whether it is so to its end.
fn walk<'a>(xml: &'a str, mut each: impl FnMut(Event<'a>)) -> bool {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return true,
            Ok(event) => each(event),
            Err(_) => return false,
        }
    }
}

/// An attribute's value by its name without the prefix.
fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    // Checking for doubles would compare each attribute with all before it.
    let mut all = tag.attributes();
    let found = all
        .with_checks(false)
        .flatten()
        .find(|it| it.key.local_name().as_ref() == name)?;
    Some(
        found
            .normalized_value(XmlVersion::Implicit1_0)
            .ok()?
            .into_owned(),
    )
}

/// What the styles are, by their ids.
fn style_names(xml: &str) -> BTreeMap<String, Style> {
    let mut styles = BTreeMap::new();
    let mut id = None;
    walk(xml, |event| match event {
        Event::Start(tag) if tag.local_name().as_ref() == "style" => {
            id = attribute(&tag, "styleId")
        }
        Event::Empty(tag) if tag.local_name().as_ref() == "name" => {
            if let (Some(id), Some(name)) = (id.take(), attribute(&tag, "val")) {
                styles.insert(id, Style::of_name(&name));
            }
        }
        _ => {}
    });
    styles
}

/// What the file says of itself, by the names of the elements.
fn core_properties(xml: &str) -> BTreeMap<String, String> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let mut name = String::new();
    walk(xml, |event| match event {
        Event::Start(tag) => name = tag.local_name().as_ref().to_owned(),
        Event::End(_) => name.clear(),
        Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) if !name.is_empty() => {
            push(&event, found.entry(name.clone()).or_default());
        }
        _ => {}
    });
    found
}

/// Adds what an event says as text. References to entities of the file's own stay as they are.
fn push(event: &Event, words: &mut String) {
    match event {
        Event::Text(text) => words.push_str(&text.xml10_content()),
        Event::CData(text) => words.push_str(&text.xml10_content()),
        Event::GeneralRef(reference) => match reference.resolve_char_ref() {
            Ok(Some(c)) => words.push(c),
            _ => match escape::resolve_predefined_entity(reference) {
                Some(text) => words.push_str(text),
                None => {
                    words.push('&');
                    words.push_str(reference);
                    words.push(';');
                }
            },
        },
        _ => {}
    }
}

/// The paragraphs with words, or `None` when none can be read.
fn paragraphs(xml: &str, styles: &BTreeMap<String, Style>) -> Option<Vec<Paragraph>> {
    let mut found = Vec::new();
    // A text box stands within the paragraph that it is anchored in.
    let mut open: Vec<Paragraph> = Vec::new();
    let mut is_text = false;
    // The same drawing once more for older programs: how deep in it we are.
    let mut fallback = 0_usize;
    let is_sound = walk(xml, |event| match &event {
        Event::Start(tag) | Event::Empty(tag) => {
            let is_start = matches!(event, Event::Start(_));
            match tag.local_name().as_ref() {
                "Fallback" => fallback += usize::from(is_start),
                "p" if is_start => open.push(Paragraph {
                    style: Style::Plain,
                    words: String::new(),
                }),
                "t" => is_text = is_start,
                name => {
                    if let Some(paragraph) = open.last_mut() {
                        markup(name, tag, paragraph, styles);
                    }
                }
            }
        }
        Event::End(tag) => match tag.local_name().as_ref() {
            "Fallback" => fallback = fallback.saturating_sub(1),
            "t" => is_text = false,
            "p" => {
                if let Some(mut paragraph) = open.pop() {
                    paragraph.words = joined(paragraph.words.split('\n'));
                    if !paragraph.words.is_empty() {
                        found.push(paragraph);
                    }
                }
            }
            _ => {}
        },
        Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) if is_text && fallback == 0 => {
            if let Some(paragraph) = open.last_mut() {
                push(&event, &mut paragraph.words);
            }
        }
        _ => {}
    });
    // What breaks off is read as far as it goes.
    found.extend(open.into_iter().filter(|it| !it.words.trim().is_empty()));
    (is_sound || !found.is_empty()).then_some(found)
}

/// What a tag inside a paragraph says of it.
fn markup(
    name: &str,
    tag: &BytesStart,
    paragraph: &mut Paragraph,
    styles: &BTreeMap<String, Style>,
) {
    match name {
        "pStyle" => {
            if let Some(id) = attribute(tag, "val") {
                let known = styles.get(&id).copied();
                paragraph.style = known.unwrap_or_else(|| Style::of_name(&id));
            }
        }
        // Level 9 is running text.
        "outlineLvl"
            if paragraph.style == Style::Plain
                && attribute(tag, "val").is_some_and(|it| it != "9") =>
        {
            paragraph.style = Style::Heading;
        }
        "tab" => paragraph.words.push(' '),
        "br" | "cr" => paragraph.words.push('\n'),
        "noBreakHyphen" => paragraph.words.push('\u{2011}'),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::archive::tests::packed;
    use super::*;

    const STYLES: &str = "<w:styles xmlns:w='w'><w:style w:styleId='berschrift1'>\
        <w:name w:val='heading 1'/></w:style><w:style w:styleId='Titel'><w:name w:val='Title'/>\
        </w:style></w:styles>";
    const CORE: &str = "<cp:coreProperties xmlns:cp='c' xmlns:dc='d' xmlns:dcterms='t'>\
        <dc:title>Ferry &amp; sea</dc:title><dc:creator>A. Writer</dc:creator>\
        <dcterms:created>2022-02-07T10:00:00Z</dcterms:created></cp:coreProperties>";

    fn file(body: &str, core: &str) -> Vec<u8> {
        let document = format!(
            "<?xml version='1.0' encoding='UTF-8'?><w:document xmlns:w='w'><w:body>{body}</w:body></w:document>"
        );
        packed(&[
            ("[Content_Types].xml", b"<Types/>"),
            ("word/document.xml", document.as_bytes()),
            ("word/styles.xml", STYLES.as_bytes()),
            ("docProps/core.xml", core.as_bytes()),
        ])
    }

    fn p(style: &str, words: &str) -> String {
        format!(
            "<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
        )
    }

    fn read(bytes: &[u8]) -> (Option<Document>, Vec<Problem>) {
        let mut problems = Vec::new();
        let document = document("post-ferry.docx", bytes, &mut problems);
        (document, problems)
    }

    /// Title and passages, each with its kind.
    #[track_caller]
    fn check(body: &str, core: &str, expected: &[&str]) -> Document {
        let (document, problems) = read(&file(body, core));
        let document = document.unwrap_or_else(|| panic!("{problems:?}"));
        let passages = document.passages.iter();
        let mut found: Vec<String> = passages
            .map(|it| format!("{}|{}", it.kind.name(), document.passage_text(it)))
            .collect();
        found.insert(0, document.title.clone());
        assert_eq!(found, expected);
        document
    }

    #[test]
    fn paragraphs_with_their_styles() {
        let body = [
            p("Titel", "Ferry &amp; sea"),
            p("Subtitle", "It sailed."),
            p("Normal", "The <w:tab/>ferry</w:t></w:r><w:r><w:t xml:space='preserve'> sailed &#8211; at noon.</w:t><w:br/><w:t>Late."),
            p("berschrift1", "Later"),
            "<w:p/><w:p><w:r><w:delText>Gone.</w:delText><w:instrText>PAGE</w:instrText></w:r></w:p>".to_owned(),
            p("Normal", "It rained."),
        ];
        let document = check(
            &body.concat(),
            CORE,
            &[
                "Ferry & sea",
                "standfirst|It sailed.",
                "body|The  ferry sailed – at noon. Late.",
                "heading|Later",
                "body|It rained.",
            ],
        );
        assert_eq!(document.author.as_deref(), Some("A. Writer"));
        assert_eq!(document.outlet, "POST");
        assert_eq!(
            document.date.map(|it| it.edtf).as_deref(),
            Some("2022-02-07?")
        );
    }

    #[test]
    fn the_first_line_is_the_headline_where_nothing_else_says() {
        let body = [p("a", "Ferry sails"), p("a", "It sailed."), p("a", "Late.")].concat();
        let expected = [
            "Ferry sails",
            "title|Ferry sails",
            "body|It sailed.",
            "body|Late.",
        ];
        check(&body, "", &expected);
        check(
            &p("a", "It sailed."),
            "",
            &["It sailed.", "body|It sailed."],
        );
    }

    #[test]
    fn drawings_are_read_once() {
        let body = format!(
            "<w:p><w:r><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback>\
             </mc:AlternateContent></w:r><w:r><w:t>One.</w:t></w:r></w:p>",
            p("Caption", "A ship"),
            p("Caption", "A ship"),
        );
        check(&body, CORE, &["Ferry & sea", "caption|A ship", "body|One."]);
    }

    #[test]
    fn entities_are_not_put_in_and_depth_costs_nothing() {
        let mut bomb = "<!DOCTYPE x [<!ENTITY a \"ha\">".to_owned();
        for n in 0..30 {
            bomb.push_str(&format!("<!ENTITY b{} \"&b{n};&b{n};\">", n + 1));
        }
        bomb.push_str("]><w:p><w:r><w:t>&b30; One.</w:t></w:r></w:p>");
        let bytes = packed(&[("word/document.xml", bomb.as_bytes())]);
        let (document, problems) = read(&bytes);
        let document = document.unwrap_or_else(|| panic!("{problems:?}"));
        assert_eq!(document.text, "&b30; One.");
        let deep = format!("{}<w:t>One.</w:t>", "<w:p><w:r>".repeat(100_000));
        assert!(
            read(&packed(&[("word/document.xml", deep.as_bytes())]))
                .0
                .is_some()
        );
        let attributes: String = (0..200_000).map(|n| format!("w:a{n}='b' ")).collect();
        let wide = format!("<w:p {attributes}><w:t>One.</w:t></w:p>");
        assert!(
            read(&packed(&[("word/document.xml", wide.as_bytes())]))
                .0
                .is_some()
        );
    }

    #[test]
    fn every_beginning_of_a_file_is_told() {
        let bytes = file(&p("a", "It sailed."), CORE);
        for end in (0..bytes.len()).step_by(97) {
            let (document, problems) = read(&bytes[..end]);
            assert_eq!((document, problems.len()), (None, 1), "{end}");
        }
        let (_, problems) = read(&packed(&[("a.txt", b"one")]));
        assert!(problems[0].message.contains("none of a word processor"));
    }
}
