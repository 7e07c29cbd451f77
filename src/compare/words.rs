//! A sentence as it is compared: its words, what they stand for, and the names in it.

use crate::corpus::{Document, content_hash};
use crate::names::{Finder, NameId, NameKind, Names, is_spaceless, is_title, tokens};
use crate::table::Table;
use crate::text::{Span, fold};

/// Capitals and seats that stand for their government, and peoples that stand for their country:
/// what is written, what it stands for.
const STAND_INS: &str = "Tokyo=Japan|Moscow=Russia|Kremlin=Russia|Washington=United States|\
    White House=United States|Beijing=China|Kyiv=Ukraine|London=United Kingdom|\
    Downing Street=United Kingdom|Paris=France|Berlin=Germany|Seoul=South Korea|\
    Pyongyang=North Korea|Tehran=Iran|Ankara=Turkey|New Delhi=India|Minsk=Belarus|\
    Warsaw=Poland|Taipei=Taiwan|Brussels=European Union|japanese=Japan|russian=Russia|\
    russians=Russia|american=United States|americans=United States|chinese=China|\
    soviet=Soviet Union|soviets=Soviet Union|ukrainian=Ukraine|british=United Kingdom|\
    french=France|german=Germany|indian=India|iranian=Iran|turkish=Turkey|israeli=Israel";

/// Words that say nothing of what is reported: little words, and the verbs of reporting.
const FUNCTION_WORDS: &str = "a about after again all also although am among an and any are as at \
    be because been before being between but by can could did do does doing during each \
    even every few for from further had has have having he her here hers him his how however i if \
    in into is it its itself just may me might more most much must my of on once one only or \
    other our own shall she should so some such than that the their them then there \
    these they this those through to too until up upon very was we were what when where \
    which while who whom whose why will with would you your yet still \
    say says said saying tell tells told add adds added adding noting stress stressed recall \
    recalls recalled according explain explains explained describe described ask asked reporter \
    reporters journalist journalists mr mrs ms prime \
    и в во что он на я с со как а то все она так его но да ты к у же вы за бы по ее мне было вот \
    от меня еще о из ему теперь когда даже ну ли если уже или быть был него до вас нибудь опять \
    это этот сказал заявил сообщил сообщает";

/// Words that deny.
const NEGATIONS: &str = "not no nor never neither nobody nothing none without cannot absence \
    absent missing lack deny denies denied denying reject rejects rejected rejecting refute \
    refutes refuted не ни нет никогда без";

/// Words that say of what somebody claims that it is not so.
const DENIALS: &[&str] = &[
    "deny",
    "denies",
    "denied",
    "denying",
    "reject",
    "rejects",
    "rejected",
    "rejecting",
    "refute",
    "refutes",
    "refuted",
    "refuting",
];

/// Numbers in words, from two, then by tens; one is too often an article.
const NUMBER_WORDS: &str = "two three four five six seven eight nine ten eleven twelve thirteen \
    fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy \
    eighty ninety";

/// Months, as they stand in dates.
const MONTHS: &str = "january february march april may june july august september october \
    november december";

/// What sort of word a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Carries meaning.
    Word,
    /// Little word or verb of reporting: counts only inside a longer run.
    Function,
    /// Number, year, month.
    Number,
    /// Denies.
    Negation,
    /// One character of a script that does not part words.
    Sign,
}

/// A word of a sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// In the document's text.
    pub(super) span: Span,
    pub(super) kind: Kind,
    /// Of the word without its endings: equal where readers see the same word.
    pub(super) stem: u32,
    /// Of what the word stands for: equal for words of one family.
    pub(super) term: u32,
    /// Index into [`Sentence::mentions`] of the name it is part of.
    pub(super) mention: Option<u32>,
}

/// A name in a sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named {
    pub(super) name: NameId,
    /// In the document's text.
    pub(super) span: Span,
    /// What it stands for: equal for a country and the capital that speaks for it.
    pub(super) thing: NameId,
    /// Equal for mentions of one thing.
    pub(super) term: u32,
    /// What it counts for: 1, less in a list of names, nothing in a title.
    pub(super) share: f32,
}

/// A body sentence of one of the documents that are compared.
#[derive(Clone, Debug)]
pub(super) struct Sentence {
    /// Position of its document among those compared.
    pub(super) document: usize,
    /// Index of its passage.
    pub(super) passage: u32,
    /// In the document's text.
    pub(super) span: Span,
    pub(super) tokens: Vec<Token>,
    pub(super) mentions: Vec<Named>,
    /// The words as they are compared, for the comparison of letters.
    pub(super) plain: String,
}

/// Reads sentences. Made once for many.
pub(super) struct Reader {
    finder: Finder,
    /// What is known of each name, by its id.
    known: Vec<Known>,
    /// Hash of a folded form → what it stands for.
    stand_ins: Table<&'static str>,
    /// Stem, or verb and particle → the first word of its family.
    meanings: Table<&'static str>,
    kinds: Table<Option<Kind>>,
}

struct Known {
    kind: NameKind,
    thing: NameId,
    term: u32,
    /// As it is compared.
    plain: String,
}

impl Reader {
    /// `families` has words that mean the same for the comparison, a family on a line; without them
    /// words are told by their stems.
    pub(super) fn new(names: &Names, families: &'static str) -> Reader {
        let mut kinds: Table<Option<Kind>> = Table::default();
        let lists = [
            (FUNCTION_WORDS, Kind::Function),
            (NEGATIONS, Kind::Negation),
            (NUMBER_WORDS, Kind::Number),
            (MONTHS, Kind::Number),
        ];
        for (list, kind) in lists {
            for word in list.split_whitespace() {
                *kinds.entry(content_hash(word)) = Some(kind);
            }
        }
        let families = families.lines().filter(|it| !it.starts_with('#'));
        let mut meanings: Table<&str> = Table::default();
        for family in families {
            let head = family.split(' ').next().unwrap_or_default();
            for word in family.split(' ') {
                let key = match word.split_once('_') {
                    Some((verb, particle)) => pair(hash(&stem(verb)), hash(&stem(particle))),
                    None => hash(&stem(word)),
                };
                let meaning = meanings.entry(key.into());
                if meaning.is_empty() {
                    *meaning = head;
                }
            }
        }
        let stand_ins = STAND_INS.split('|').filter_map(|it| it.split_once('='));
        let mut known_stand_ins: Table<&str> = Table::default();
        for (from, to) in stand_ins {
            *known_stand_ins.entry(content_hash(&fold(from))) = to;
        }
        let stand_ins = known_stand_ins;
        let known = (0..).map(NameId).zip(&names.entries).map(|(id, name)| {
            let stands_for = stand_ins.get(content_hash(&fold(&name.canonical))).copied();
            let plain = fold(stands_for.unwrap_or(&name.canonical));
            Known {
                kind: name.kind,
                thing: stands_for
                    .and_then(|it| names.by_canonical(it))
                    .unwrap_or(id),
                term: name_term(stands_for.unwrap_or(&name.canonical)),
                plain: format!("{plain} "),
            }
        });
        Reader {
            finder: names.finder(),
            known: known.collect(),
            stand_ins,
            meanings,
            kinds,
        }
    }

    /// The body sentences of `document`, which is the `position`th of those compared.
    pub(super) fn sentences(
        &self,
        position: usize,
        document: &Document,
    ) -> impl Iterator<Item = Sentence> {
        document
            .body()
            .flat_map(|(passage, it)| it.sentences.iter().map(move |&span| (passage, span)))
            .map(move |(passage, span)| self.sentence(position, passage, span, &document.text))
    }

    /// What stands at `span`, a sentence or a part of one.
    pub(super) fn sentence(
        &self,
        document: usize,
        passage: u32,
        span: Span,
        text: &str,
    ) -> Sentence {
        let written = span.of_text(text);
        let words = tokens(written);
        let found = self.finder.mentions_among(written, &words);
        let mentions: Vec<Named> = found
            .into_iter()
            .map(|it| self.named(it.name, it.span.shifted(span.start)))
            .collect();
        let mut sentence = Sentence {
            document,
            passage,
            span,
            tokens: Vec::new(),
            mentions,
            plain: String::new(),
        };
        sentence.weigh_lists(text);
        let mut plain = Vec::new();
        for word in words {
            let at = word.span.shifted(span.start);
            self.read_word(text, at, &word.key, &mut sentence, &mut plain);
        }
        self.pass_over_titles(text, &mut sentence, &mut plain);
        sentence.plain = plain.concat();
        sentence
    }

    /// Titles before a person say nothing of what is reported: they become little words.
    fn pass_over_titles(&self, text: &str, sentence: &mut Sentence, plain: &mut [String]) {
        let mut before_person = false;
        for (token, plain) in sentence.tokens.iter_mut().zip(plain).rev() {
            let mention = token.mention.map(|at| &sentence.mentions[at as usize]);
            let kind = mention.map(|it| self.known[it.name.0 as usize].kind);
            if kind == Some(NameKind::Person) {
                before_person = true;
                continue;
            }
            before_person = before_person
                && (kind == Some(NameKind::Body) || is_title(&fold(token.span.of_text(text))));
            if before_person {
                token.kind = Kind::Function;
                plain.clear();
                if let Some(at) = token.mention {
                    sentence.mentions[at as usize].share = 0.0;
                }
            }
        }
    }

    fn named(&self, name: NameId, span: Span) -> Named {
        let known = &self.known[name.0 as usize];
        Named {
            name,
            span,
            thing: known.thing,
            term: known.term,
            share: 1.0,
        }
    }

    /// Adds the word at `span`; `plain` holds what each token says, empty or with a space after.
    fn read_word(
        &self,
        text: &str,
        span: Span,
        folded: &str,
        to: &mut Sentence,
        plain: &mut Vec<String>,
    ) {
        let written = span.of_text(text);
        let mention = to.mention_at(span);
        if written.chars().any(is_spaceless) {
            for (at, c) in written.char_indices() {
                let span = Span::new(at..at + c.len_utf8()).shifted(span.start);
                to.push_sign(span, c);
                plain.push(c.to_string());
            }
            return;
        }
        if to.goes_on_with(text, span) {
            let number = to.tokens.last_mut().map(|last| {
                last.span = last.span.join(span);
                let digits = last.span.of_text(text).replace(',', "");
                (last.stem, last.term) = (hash(&digits), hash(&digits));
                digits
            });
            if let (Some(said), Some(digits)) = (plain.last_mut(), number) {
                *said = format!("{digits} ");
            }
            return;
        }
        let stem = stem(folded);
        let kind = self.kind(written, folded);
        let says = match kind {
            Kind::Negation => "not".to_owned(),
            Kind::Number => digits_of(folded),
            _ if mention.is_some() => stem.clone(),
            _ => match (
                self.stand_ins.get(content_hash(folded)),
                self.meanings.get(hash(&stem).into()),
            ) {
                (Some(country), _) => format!("@{country}"),
                (None, Some(family)) => (*family).to_owned(),
                (None, None) => stem.clone(),
            },
        };
        let token = Token {
            span,
            kind,
            stem: hash(&stem),
            term: hash(&says),
            mention,
        };
        // “Hand over” is one verb: its first half takes the meaning of both.
        if let (Some(verb), Some(said)) = (to.tokens.last_mut(), plain.last_mut())
            && verb.kind == Kind::Word
            && verb.mention.is_none()
            && let Some(family) = self.meanings.get(pair(verb.stem, token.stem).into())
        {
            verb.term = hash(family);
            *said = format!("{family} ");
        }
        let begins = mention.map(|at| to.mentions[at as usize]);
        plain.push(match (kind, begins) {
            (_, Some(name)) if name.span.start == span.start => {
                self.known[name.name.0 as usize].plain.clone()
            }
            (_, Some(_)) | (Kind::Function, _) => String::new(),
            _ => format!("{} ", fold(says.trim_start_matches('@'))),
        });
        to.tokens.push(token);
    }

    fn kind(&self, written: &str, folded: &str) -> Kind {
        let lower_case = written.starts_with(char::is_lowercase);
        match self.kinds.get(content_hash(folded)).copied().flatten() {
            // “May” is a month, “may” is not.
            Some(Kind::Number) if lower_case && matches!(folded, "may" | "march" | "august") => {
                Kind::Word
            }
            Some(kind) => kind,
            None if folded.starts_with(|c: char| c.is_ascii_digit()) => Kind::Number,
            None if folded.ends_with("n't") => Kind::Negation,
            None => Kind::Word,
        }
    }
}

impl Sentence {
    /// Whether it says of what somebody claims that it is not so. `text` is that of its document.
    pub(super) fn rejects(&self, text: &str) -> bool {
        let mut negations = self.tokens.iter().filter(|it| it.kind == Kind::Negation);
        negations.any(|it| DENIALS.contains(&fold(it.span.of_text(text)).as_str()))
    }

    /// A list of names counts about like one name, or lists would outweigh what is said.
    fn weigh_lists(&mut self, text: &str) {
        let mut start = 0;
        for at in 1..=self.mentions.len() {
            let goes_on = self.mentions.get(at).is_some_and(|it| {
                let gap = self.mentions[at - 1].span.end..it.span.start;
                is_list_gap(&text[gap.start as usize..gap.end as usize])
            });
            if !goes_on {
                let share = 1.0 / ((at - start) as f32).sqrt();
                self.mentions[start..at]
                    .iter_mut()
                    .for_each(|it| it.share = share);
                start = at;
            }
        }
    }

    /// Whether `span` goes on with the number before it: “9,000” and “4.2” are one each.
    fn goes_on_with(&self, text: &str, span: Span) -> bool {
        let is_digits = |it: &str| it.bytes().all(|it| it.is_ascii_digit());
        let written = span.of_text(text);
        let last = self.tokens.last().filter(|it| it.mention.is_none());
        last.is_some_and(|it| {
            let between = &text[it.span.end as usize..span.start as usize];
            let before = it.span.of_text(text);
            let before = before.rsplit(',').next().unwrap_or_default();
            let is_thousands = between == "," && before.len() <= 3 && written.len() == 3;
            (is_thousands || between == ".") && is_digits(before) && is_digits(written)
        })
    }

    fn mention_at(&self, span: Span) -> Option<u32> {
        let after = self
            .mentions
            .partition_point(|it| it.span.end <= span.start);
        let mention = self.mentions.get(after)?;
        mention.span.overlaps(span).then_some(after as u32)
    }

    fn push_sign(&mut self, span: Span, c: char) {
        let mut buffer = [0; 4];
        let sign = hash(c.encode_utf8(&mut buffer));
        self.tokens.push(Token {
            span,
            kind: Kind::Sign,
            stem: sign,
            term: sign,
            mention: self.mention_at(span),
        });
    }
}

/// Whether `gap` parts two names of one list.
fn is_list_gap(gap: &str) -> bool {
    let mut words = gap
        .split(|c: char| !c.is_alphanumeric())
        .filter(|it| !it.is_empty());
    gap.len() <= 24
        && words.all(|it| {
            matches!(
                it,
                "and" | "or" | "the" | "of" | "и" | "или" | "island" | "islands"
            )
        })
}

/// `two` as `2`, `thirty` as `30`; anything else as it is.
fn digits_of(number: &str) -> String {
    match NUMBER_WORDS.split(' ').position(|it| it == number) {
        Some(teen @ ..18) => (teen + 2).to_string(),
        Some(ten) => ((ten - 16) * 10).to_string(),
        None => number.to_owned(),
    }
}

fn name_term(canonical: &str) -> u32 {
    hash(&format!("@{canonical}"))
}

/// `word`, folded, without the endings that inflection and the commonest derivations add.
fn stem(word: &str) -> String {
    let mut stem = word.to_owned();
    if !stem.is_ascii() || stem.len() < 4 || stem.starts_with(|c: char| c.is_ascii_digit()) {
        return stem;
    }
    let cut = |stem: &mut String, ending: &str, rest: usize| {
        let fits = stem.ends_with(ending) && stem.len() >= ending.len() + rest;
        if fits {
            stem.truncate(stem.len() - ending.len());
        }
        fits
    };
    if cut(&mut stem, "ies", 2) {
        stem.push('y');
    } else if !["ss", "us", "is"].iter().any(|it| stem.ends_with(it)) {
        cut(&mut stem, "s", 3);
    }
    let endings = [
        ("ation", 4),
        ("ating", 4),
        ("ated", 4),
        ("ate", 4),
        ("ion", 4),
        ("ment", 3),
        ("ing", 3),
        ("ed", 3),
        ("ly", 3),
    ];
    let shorter = endings
        .iter()
        .any(|&(ending, rest)| cut(&mut stem, ending, rest));
    let doubled =
        stem.len() > 3 && stem.as_bytes()[stem.len() - 1] == stem.as_bytes()[stem.len() - 2];
    if shorter && doubled && !stem.ends_with(['l', 's', 'e']) {
        stem.pop();
    }
    while stem.len() > 3 && stem.ends_with('e') {
        stem.pop();
    }
    if stem.ends_with('y') {
        stem.pop();
        stem.push('i');
    }
    stem
}

/// The name of two things side by side.
pub(super) fn pair(left: u32, right: u32) -> u32 {
    left.rotate_left(5).wrapping_mul(0x0100_0193) ^ right
}

/// What [`Token::stem`] of `word`, folded, is.
pub(super) fn stem_hash(word: &str) -> u32 {
    hash(&stem(word))
}

/// Names things inside one comparison: FNV-1a, 32 bit.
pub(super) fn hash(word: &str) -> u32 {
    word.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}
