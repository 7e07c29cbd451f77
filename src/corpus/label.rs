//! What a line or block of a file is to the article, and why it is taken for that.

use serde::{Deserialize, Serialize};

/// What a passage is to the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PassageKind {
    /// Running text.
    Body,
    /// A heading inside the text.
    Heading,
    /// The sentence or two under the headline that sum the report up.
    Standfirst,
    /// Words of a picture.
    Caption,
    /// The headline once more, as it stands on the page.
    Title,
    /// Place, day or agency in a line of its own.
    Dateline,
    /// Who wrote it, in a line of its own.
    Byline,
    /// Headlines of other articles.
    Related,
    /// Ways to other pages: menus, paths, lists of topics.
    Navigation,
    /// What asks the reader for something: comments, subscriptions, cookies.
    Form,
    /// Rights, terms and notices about the page.
    Legal,
}

impl PassageKind {
    /// Every kind, in the order in which readers choose among them.
    pub const ALL: [PassageKind; 11] = [
        PassageKind::Body,
        PassageKind::Heading,
        PassageKind::Standfirst,
        PassageKind::Caption,
        PassageKind::Title,
        PassageKind::Dateline,
        PassageKind::Byline,
        PassageKind::Related,
        PassageKind::Navigation,
        PassageKind::Form,
        PassageKind::Legal,
    ];

    /// Its name, for files and pages: one lower-case English word.
    pub fn name(self) -> &'static str {
        match self {
            PassageKind::Body => "body",
            PassageKind::Heading => "heading",
            PassageKind::Standfirst => "standfirst",
            PassageKind::Caption => "caption",
            PassageKind::Title => "title",
            PassageKind::Dateline => "dateline",
            PassageKind::Byline => "byline",
            PassageKind::Related => "related",
            PassageKind::Navigation => "navigation",
            PassageKind::Form => "form",
            PassageKind::Legal => "legal",
        }
    }

    /// Whether it belongs to the page around the article: kept and shown dimmed on demand, never
    /// counted or searched. Headline, dateline and byline are among these, for what they say is
    /// stated of the document.
    pub fn is_furniture(self) -> bool {
        !matches!(
            self,
            PassageKind::Body
                | PassageKind::Heading
                | PassageKind::Standfirst
                | PassageKind::Caption
        )
    }
}

/// Why a passage has its kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum LabelReason {
    /// The file marks it so, as Markdown and tables do.
    #[default]
    Stated,
    /// Whoever published the corpus, or its reader, says so.
    Corrected,
    /// Nothing speaks against running text.
    Prose,
    /// It stands at the edge of several printed pages.
    OnSeveralPages,
}

impl LabelReason {
    /// A sentence for the reader.
    pub fn sentence(self) -> &'static str {
        match self {
            LabelReason::Stated => "The file marks it so.",
            LabelReason::Corrected => "It was put right by hand.",
            LabelReason::Prose => "It reads like running text.",
            LabelReason::OnSeveralPages => "It stands at the edge of the printed pages.",
        }
    }
}
