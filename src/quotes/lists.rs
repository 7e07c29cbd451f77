//! The lists of `data/`, read into the lexicon.

use std::collections::HashMap;
use std::hash::Hasher;

use super::lexicon::{Class, EMPTY, Fnv, Lexicon, Word, class::*};

impl Lexicon {
    /// Puts the words into their places.
    fn settle(&mut self) {
        let n = (4 * self.words.len()).next_power_of_two();
        self.slots = vec![(EMPTY, Word::default()); n];
        for (word, known) in self.words.drain() {
            let mut fnv = Fnv::default();
            fnv.write(word.as_bytes());
            let mut at = fnv.finish() as usize & (n - 1);
            while self.slots[at].0 != EMPTY {
                at = (at + 1) & (n - 1);
            }
            self.slots[at] = (fnv.finish(), known);
        }
    }

    fn add(&mut self, word: &str, class: Class) -> &mut Word {
        let entry = self.words.entry(word.to_lowercase()).or_default();
        entry.class |= class;
        entry
    }

    /// The lexicon of all lists.
    pub(super) fn read() -> Lexicon {
        let mut all = Lexicon {
            words: HashMap::default(),
            slots: Vec::new(),
            particles: HashMap::new(),
            outlets: HashMap::new(),
            equivalents: Vec::new(),
            japanese_cues: Vec::new(),
            japanese_sources: Vec::new(),
            japanese_titles: Vec::new(),
        };
        all.read_cues(include_str!("data/cues.txt"));
        all.read_roles(include_str!("data/roles.txt"));
        all.read_small(include_str!("data/small.txt"));
        all.read_outlets(include_str!("data/media.txt"));
        all.read_verbs(include_str!("data/verbs.txt"));
        for word in lines(include_str!("data/cues_ru.txt")).flat_map(|it| it.split(' ')) {
            all.add(word, CUE | FINITE);
        }
        for line in lines(include_str!("data/japanese.txt")) {
            let (group, words) = line.split_once(": ").unwrap_or_default();
            let list = match group {
                "cue" => &mut all.japanese_cues,
                "source" => &mut all.japanese_sources,
                _ => &mut all.japanese_titles,
            };
            list.extend(words.split(' '));
        }
        for line in lines(include_str!("data/titles.txt")) {
            all.read_gendered(line, TITLE);
        }
        for line in lines(include_str!("data/places.txt")) {
            for word in line.split(' ') {
                all.add(word, PLACE);
            }
        }
        for (nation, line) in (1..).zip(lines(include_str!("data/nations.txt"))) {
            for word in line.split(' ') {
                all.add(word, NATION).nation = nation;
            }
        }
        for line in lines(include_str!("data/first_names.txt")) {
            let (gender, names) = line.split_once(": ").unwrap_or_default();
            let gender = if gender == "m" { MALE } else { FEMALE };
            for name in names.split(' ') {
                all.add(name, GIVEN | gender);
            }
        }
        for line in lines(include_str!("data/equivalents.txt")) {
            let (written, meant) = line.split_once(" = ").unwrap_or_default();
            let words = |side: &'static str| side.split(' ').collect();
            all.equivalents.push((words(written), words(meant)));
        }
        all.settle();
        all
    }

    fn read_cues(&mut self, list: &'static str) {
        for line in lines(list) {
            let mut words = line.split_ascii_whitespace();
            let (base, particle) = match words.next().unwrap_or_default().split_once('+') {
                Some((base, particle)) => (base, Some(particle)),
                None => (line.split(' ').next().unwrap_or_default(), None),
            };
            let mut forms = vec![(base, 0)];
            let mut shared = CUE;
            for word in words {
                match word {
                    "noun" => shared |= DOUBTFUL,
                    "listener" => shared |= LISTENER,
                    "clause" => shared |= CLAUSE,
                    _ if forms.len() == 3 => forms.push((word, ING)),
                    _ => forms.push((word, FINITE)),
                }
            }
            for (form, class) in forms {
                if let Some(particle) = particle {
                    self.particles.entry(form).or_default().push(particle);
                    let known = self.words.get(form).copied().unwrap_or_default();
                    let is_bare_cue = known.class & (CUE | PARTICLE) == CUE;
                    let needs = if is_bare_cue { 0 } else { PARTICLE };
                    self.add(form, shared | class | needs);
                } else {
                    self.add(form, shared | class).class &= !PARTICLE;
                }
            }
        }
    }

    fn read_roles(&mut self, list: &'static str) {
        let mut next_role = 1;
        for line in lines(list) {
            let (group, words) = line.split_once(": ").unwrap_or_default();
            let class = match group {
                "plural" => ROLE | PLURAL,
                "body" => ROLE | BODY,
                _ => ROLE,
            };
            let is_one_role = class == ROLE && group != "–";
            let mut last = "";
            for word in words.split(' ') {
                match word {
                    "m" => self.add(last, MALE),
                    "f" => self.add(last, FEMALE),
                    _ => {
                        last = word;
                        if !is_one_role {
                            next_role += 1;
                        }
                        let entry = self.add(word, class);
                        entry.role = next_role;
                        entry
                    }
                };
            }
            next_role += 1;
        }
    }

    fn read_small(&mut self, list: &'static str) {
        for line in lines(list) {
            let (group, words) = line.split_once(": ").unwrap_or_default();
            let class = match group {
                "subject" => PRONOUN,
                "possessive" => POSSESSIVE,
                "relative" => RELATIVE,
                "determiner" => DETERMINER,
                "preposition" => PREPOSITION,
                "conjunction" => CONJUNCTION,
                "subordinate" => SUBORDINATE,
                "auxiliary" => AUXILIARY,
                "be" => BE | AUXILIARY,
                "adverb" => ADVERB,
                "time" => TIME,
                "view" => VIEW,
                "naming" | "talked" => NAMING,
                "thing" => THING,
                "heads" => HEADS,
                "notion" => NOTION,
                "describes" => DESCRIBES,
                "according" => ACCORDING,
                _ => PARTICLE,
            };
            for word in words.split(' ') {
                self.add(word, class);
            }
        }
    }

    fn read_verbs(&mut self, list: &'static str) {
        for line in lines(list) {
            let (group, words) = line.split_once(": ").unwrap_or_default();
            let class = if group == "plural" { PLURAL_VERB } else { VERB };
            for word in words.split(' ') {
                self.add(word, class);
            }
        }
    }

    fn read_gendered(&mut self, line: &str, class: Class) {
        let mut last = "";
        for word in line.split(' ') {
            match word {
                "m" => self.add(last, MALE),
                "f" => self.add(last, FEMALE),
                _ => {
                    last = word;
                    self.add(word, class)
                }
            };
        }
    }

    fn read_outlets(&mut self, list: &'static str) {
        for line in lines(list) {
            if let Some(words) = line.strip_prefix("names: ") {
                for word in words.split(' ') {
                    self.add(word, OUTLET);
                }
                continue;
            }
            let mut words = line.split(' ').map(str::to_lowercase);
            let first = words.next().unwrap_or_default();
            self.add(&first, MEDIA);
            self.outlets.entry(first).or_default().push(words.collect());
        }
    }
}

/// Lines that say something: no notes, no empty ones.
fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}
