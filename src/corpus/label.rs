//! What a line or block of a file is to the article, and why it is taken for that.

use serde::{Deserialize, Serialize};

/// Writes values of a type as their numbers in its `ALL`, and reads its default for a number that a
/// later release gave.
macro_rules! numbered {
    ($type:ty) => {
        impl From<$type> for u8 {
            fn from(it: $type) -> u8 {
                it as u8
            }
        }

        impl From<u8> for $type {
            fn from(number: u8) -> $type {
                let known = <$type>::ALL.get(usize::from(number));
                known.copied().unwrap_or_default()
            }
        }
    };
}

numbered!(PassageKind);
numbered!(LabelReason);

/// What a passage is to the article.
///
/// Written as its number in [`PassageKind::ALL`], as [`LabelReason`] is.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(into = "u8", from = "u8")]
pub enum PassageKind {
    /// Running text.
    #[default]
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
///
/// Written as its number in the list: with the names of all of them at hand, as serde wants it, a
/// first visit would weigh half a kilobyte more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "u8", from = "u8")]
pub enum LabelReason {
    /// The file marks it so, as Markdown and tables do.
    #[default]
    Stated,
    /// Whoever published the corpus, or its reader, says so.
    Corrected,
    /// Nothing speaks against running text.
    Prose,
    /// It is the headline.
    Headline,
    /// The headline stands on the page more than once.
    HeadlineAgain,
    /// It stands above the headline.
    AboveHeadline,
    /// It stands between the headline and the running text.
    BelowHeadline,
    /// It stands above the running text, among page furniture.
    AboveText,
    /// It holds nothing but place, day or agency.
    WhereAndWhen,
    /// It names the writer.
    Writer,
    /// Its words are known ones of pages.
    Words,
    /// Steps with arrows or bars between them.
    Path,
    /// No letter and no digit stands in it.
    NoWords,
    /// It starts with a sign of rights, or says whose a picture is.
    Credit,
    /// A number of a picture, and of how many.
    Counter,
    /// The same words describe a picture.
    Picture,
    /// It follows a line such as “Related articles”.
    UnderRelated,
    /// A headline between two paragraphs.
    LikeHeadline,
    /// A short line above a paragraph.
    Introduces,
    /// It follows the opening of the comments.
    Comments,
    /// It stands below the running text, among page furniture.
    BelowText,
    /// On a web page: the page’s metadata sum it up in these words.
    Summary,
    /// On a web page: the page marks it as a heading.
    MarkedHeading,
    /// On a web page: the page marks it as a standfirst.
    MarkedStandfirst,
    /// On a web page: the page marks it as the words of a picture.
    MarkedCaption,
    /// On a web page: the page marks it as the line of the author.
    MarkedByline,
    /// On a web page: the page marks it as a date.
    MarkedDate,
    /// On a web page: it says who wrote it.
    SaysBy,
    /// On a web page: it describes a picture to those who do not see it.
    PictureDescription,
    /// On a web page: the page marks it as a way to other pages.
    InNavigation,
    /// On a web page: the page marks it as something that asks the reader.
    InForm,
    /// On a web page: the page marks it as comments of readers.
    InComments,
    /// On a web page: the page marks it as pointing to other articles.
    InRelated,
    /// On a web page: the page marks it as its footer.
    InFooter,
    /// On a web page: the page marks it as beside the article.
    Aside,
    /// On a web page: most of its words are links.
    MostlyLinks,
    /// On a web page: it says whose the rights are.
    RightsNotice,
    /// On a web page: it stands apart from the running text.
    Apart,
    /// On a web page: it is the heading of what follows, which is not the article.
    HeadingOfThat,
    /// It stands at the edge of several printed pages.
    OnSeveralPages,
}

impl LabelReason {
    /// Every reason, in the order of its number.
    pub const ALL: [LabelReason; 40] = [
        LabelReason::Stated,
        LabelReason::Corrected,
        LabelReason::Prose,
        LabelReason::Headline,
        LabelReason::HeadlineAgain,
        LabelReason::AboveHeadline,
        LabelReason::BelowHeadline,
        LabelReason::AboveText,
        LabelReason::WhereAndWhen,
        LabelReason::Writer,
        LabelReason::Words,
        LabelReason::Path,
        LabelReason::NoWords,
        LabelReason::Credit,
        LabelReason::Counter,
        LabelReason::Picture,
        LabelReason::UnderRelated,
        LabelReason::LikeHeadline,
        LabelReason::Introduces,
        LabelReason::Comments,
        LabelReason::BelowText,
        LabelReason::Summary,
        LabelReason::MarkedHeading,
        LabelReason::MarkedStandfirst,
        LabelReason::MarkedCaption,
        LabelReason::MarkedByline,
        LabelReason::MarkedDate,
        LabelReason::SaysBy,
        LabelReason::PictureDescription,
        LabelReason::InNavigation,
        LabelReason::InForm,
        LabelReason::InComments,
        LabelReason::InRelated,
        LabelReason::InFooter,
        LabelReason::Aside,
        LabelReason::MostlyLinks,
        LabelReason::RightsNotice,
        LabelReason::Apart,
        LabelReason::HeadingOfThat,
        LabelReason::OnSeveralPages,
    ];

    /// A sentence for the reader.
    pub fn sentence(self) -> &'static str {
        match self {
            LabelReason::Stated => "The file marks it so.",
            LabelReason::Corrected => "It was put right by hand.",
            LabelReason::Prose => "It reads like running text.",
            LabelReason::Headline => "It is the headline.",
            LabelReason::HeadlineAgain => "It is the headline, which the page has more than once.",
            LabelReason::AboveHeadline => {
                "It is short and stands above the headline, as names of sites and sections do."
            }
            LabelReason::BelowHeadline => {
                "It stands between headline and text, and sums the report up."
            }
            LabelReason::AboveText => "It is short and stands among page furniture above the text.",
            LabelReason::WhereAndWhen => {
                "It says where or when the report was written, and nothing else."
            }
            LabelReason::Writer => "It names who wrote the report, and nothing else.",
            LabelReason::Words => "Such words belong to pages, not to reports.",
            LabelReason::Path => "It is a path through the pages of a site.",
            LabelReason::NoWords => "It holds no words.",
            LabelReason::Credit => "It says whose a picture is.",
            LabelReason::Counter => "It counts the pictures of a gallery.",
            LabelReason::Picture => {
                "It describes a picture, as its repetition or the name at its end shows."
            }
            LabelReason::UnderRelated => "It stands under a line such as “Related articles”.",
            LabelReason::LikeHeadline => {
                "It is written like the headline, and stands alone between or below the paragraphs."
            }
            LabelReason::Introduces => {
                "It is short, ends without a stop and stands above a paragraph."
            }
            LabelReason::Comments => "It stands among the comments of readers.",
            LabelReason::BelowText => "It is short and stands among page furniture below the text.",
            LabelReason::Summary => "The page’s metadata sum it up in these words.",
            LabelReason::MarkedHeading => "The page marks it as a heading.",
            LabelReason::MarkedStandfirst => "The page marks it as a standfirst.",
            LabelReason::MarkedCaption => "The page marks it as the words of a picture.",
            LabelReason::MarkedByline => "The page marks it as the line of the author.",
            LabelReason::MarkedDate => "The page marks it as a date.",
            LabelReason::SaysBy => "It says who wrote it.",
            LabelReason::PictureDescription => "It describes a picture to those who do not see it.",
            LabelReason::InNavigation => "The page marks it as a way to other pages.",
            LabelReason::InForm => "The page marks it as something that asks the reader.",
            LabelReason::InComments => "The page marks it as comments of readers.",
            LabelReason::InRelated => "The page marks it as pointing to other articles.",
            LabelReason::InFooter => "The page marks it as its footer.",
            LabelReason::Aside => "The page marks it as beside the article.",
            LabelReason::MostlyLinks => "Most of its words are links.",
            LabelReason::RightsNotice => "It says whose the rights are.",
            LabelReason::Apart => "It stands apart from the running text.",
            LabelReason::HeadingOfThat => {
                "It is the heading of what follows, which is not the article."
            }
            LabelReason::OnSeveralPages => "It stands at the edge of the printed pages.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stands_at_its_number() {
        for (n, it) in (0..).zip(LabelReason::ALL) {
            assert_eq!((u8::from(it), LabelReason::from(n)), (n, it));
        }
        for (n, it) in (0..).zip(PassageKind::ALL) {
            assert_eq!((u8::from(it), PassageKind::from(n)), (n, it));
        }
        assert_eq!(LabelReason::from(u8::MAX), LabelReason::Stated);
        assert_eq!(PassageKind::from(u8::MAX), PassageKind::Body);
    }
}
