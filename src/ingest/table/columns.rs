//! Which column of a table holds what.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What a column can say of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Field {
    /// The headline.
    Title,
    /// The article itself.
    Text,
    /// When it was published.
    Date,
    /// Who published it.
    Outlet,
    /// Who carried it, when that is someone else.
    CarriedBy,
    /// Who wrote it.
    Author,
    /// Where the original stands.
    Url,
    /// In what language it is, as a tag.
    Language,
    /// Where it was written.
    Place,
    /// What sort of text it is.
    Kind,
    /// What may be shown of it: full, excerpts or link.
    Rights,
}

/// Fields with what their columns are called, the best name first: small letters and digits only,
/// as [`folded`] makes them. The first name of a field is also the one that a mapping uses.
const NAMES: &[(Field, &[&str])] = &[
    (
        Field::Title,
        &[
            "title",
            "headline",
            "heading",
            "head",
            "заголовок",
            "название",
            "見出し",
            "タイトル",
            "题目",
            "标题",
            "titel",
            "titre",
            "titulo",
            "título",
        ],
    ),
    (
        Field::Text,
        &[
            "text",
            "fulltext",
            "body",
            "articlebody",
            "content",
            "contents",
            "article",
            "articletext",
            "bodytext",
            "contenttext",
            "maintext",
            "story",
            "paragraphs",
            "contentrendered",
            "contenthtml",
            "html",
            "текст",
            "статья",
            "содержание",
            "本文",
            "正文",
            "内容",
            "texte",
            "texto",
            "inhalt",
        ],
    ),
    (
        Field::Date,
        &[
            "date",
            "published",
            "datepublished",
            "publisheddate",
            "publisheddateutc",
            "publishedat",
            "publishedon",
            "publicationdate",
            "pubdate",
            "publishdate",
            "publishtime",
            "pubtime",
            "datetime",
            "timestamp",
            "issued",
            "created",
            "createdat",
            "дата",
            "датапубликации",
            "опубликовано",
            "日付",
            "日時",
            "公開日",
            "掲載日",
            "日期",
            "datum",
            "fecha",
            "data",
        ],
    ),
    (
        Field::Outlet,
        &[
            "outlet",
            "sourcename",
            "source",
            "publisher",
            "publishername",
            "publication",
            "newspaper",
            "newspapername",
            "journal",
            "agency",
            "site",
            "sitename",
            "website",
            "domain",
            "media",
            "издание",
            "источник",
            "сми",
            "газета",
            "агентство",
            "媒体",
            "新聞",
            "新聞社",
            "出典",
            "发布者",
            "来源",
            "quelle",
            "zeitung",
            "journalname",
            "fuente",
            "medio",
        ],
    ),
    (
        Field::CarriedBy,
        &[
            "carriedby",
            "carrier",
            "republishedby",
            "via",
            "перепечатка",
            "配信先",
        ],
    ),
    (
        Field::Author,
        &[
            "author",
            "authors",
            "byline",
            "authorname",
            "authorsname",
            "writer",
            "creator",
            "journalist",
            "автор",
            "авторы",
            "著者",
            "記者",
            "作者",
            "autor",
            "auteur",
        ],
    ),
    (
        Field::Url,
        &[
            "url",
            "link",
            "links",
            "address",
            "webaddress",
            "weburl",
            "permalink",
            "canonical",
            "canonicalurl",
            "href",
            "uri",
            "ссылка",
            "адрес",
            "リンク",
            "链接",
            "lien",
            "enlace",
        ],
    ),
    (
        Field::Language,
        &[
            "language",
            "lang",
            "languagecode",
            "язык",
            "言語",
            "语言",
            "sprache",
            "langue",
            "idioma",
        ],
    ),
    (
        Field::Place,
        &[
            "place",
            "location",
            "city",
            "dateline",
            "место",
            "город",
            "場所",
            "地点",
            "ort",
            "lieu",
        ],
    ),
    (
        Field::Kind,
        &[
            "kind",
            "section",
            "category",
            "genre",
            "type",
            "articletype",
            "рубрика",
            "раздел",
            "жанр",
            "種別",
            "分類",
            "ressort",
            "rubrique",
        ],
    ),
    (Field::Rights, &["rights"]),
];

impl Field {
    /// What the field is called in a mapping.
    pub fn name(self) -> &'static str {
        match self {
            // Folded names have no dash.
            Field::CarriedBy => "carried-by",
            _ => NAMES
                .iter()
                .find(|it| it.0 == self)
                .map_or("", |it| it.1[0]),
        }
    }

    /// The field that is called so in a mapping.
    pub fn of_name(name: &str) -> Option<Field> {
        let name = folded(name);
        NAMES.iter().find(|it| it.1[0] == name).map(|it| it.0)
    }

    /// The names of all fields, for a message.
    pub fn names() -> String {
        let names: Vec<&str> = NAMES.iter().map(|it| it.0.name()).collect();
        names.join(", ")
    }
}

/// What a publisher says of columns whose names do not tell what they hold. A column of JSON
/// inside objects is named with dots, `source.name`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping(BTreeMap<String, Field>);

impl Mapping {
    /// Says that the column called so holds `field`, whatever its name means otherwise. Capitals,
    /// spaces and marks in names make no difference.
    pub fn insert(&mut self, column: &str, field: Field) {
        self.0.insert(folded(column), field);
    }

    /// What the column holds, and how good a sign its name is: 0 is the best.
    pub(super) fn field(&self, column: &str) -> Option<(Field, usize)> {
        let name = folded(column);
        if let Some(&field) = self.0.get(&name) {
            return Some((field, 0));
        }
        NAMES.iter().find_map(|(field, names)| {
            let rank = names.iter().position(|it| *it == name)?;
            Some((*field, rank + 1))
        })
    }
}

/// Longest name that is looked at, in characters.
const MAX_NAME_CHARS: usize = 100;

/// A column's name in small letters, without spaces and marks: `Published_At` is `publishedat`.
fn folded(name: &str) -> String {
    let letters = name
        .chars()
        .take(MAX_NAME_CHARS)
        .filter(|it| it.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(column: &str, expected: Option<Field>) {
        assert_eq!(
            Mapping::default().field(column).map(|it| it.0),
            expected,
            "{column}"
        );
    }

    #[test]
    fn names_in_several_manners() {
        check("title", Some(Field::Title));
        check(" Headline ", Some(Field::Title));
        check("Заголовок", Some(Field::Title));
        check("見出し", Some(Field::Title));
        check("article_body", Some(Field::Text));
        check("Published at", Some(Field::Date));
        check("source.name", Some(Field::Outlet));
        check("carried-by", Some(Field::CarriedBy));
        check("lang", Some(Field::Language));
        check("id", None);
        check("", None);
    }

    #[test]
    fn every_name_is_folded_and_of_one_field() {
        let mut seen = std::collections::BTreeSet::new();
        for (field, names) in NAMES {
            for name in *names {
                assert_eq!(folded(name), *name);
                assert!(seen.insert(name), "{name}");
            }
            assert_eq!(Field::of_name(field.name()), Some(*field));
        }
        assert!(Field::names().starts_with("title, text, date, outlet, carried-by"));
    }

    #[test]
    fn a_mapping_outweighs_names() {
        let mut mapping = Mapping::default();
        mapping.insert("Field 7", Field::Text);
        mapping.insert("text", Field::Kind);
        assert_eq!(mapping.field("field_7"), Some((Field::Text, 0)));
        assert_eq!(mapping.field("TEXT"), Some((Field::Kind, 0)));
    }
}
