// Draws queries that look for a known passage, many of them misspelled, into
// build/queries-CORPUS-SEED.json: [{ class, query, intended, answers }].
//   node queries.mjs [--seed tune|held|NUMBER] CORPUS...
// The same seed gives the same queries. Tune with one set and report with the other.
import { writeFileSync } from "node:fs";
import { corpusFile, isBuilt, option, queriesFile, readJson, seeded } from "./files.mjs";
import { edits, misspellings, slip } from "./misspelled.mjs";

const SEEDS = { tune: 1, held: 2 };
const PER_CLASS = 100;
const DRAWS_PER_CLASS = 200_000;
// A query means one passage, or three at most.
const MOST_ANSWERS = 3;

// Words that nobody would look for; newswire has its own.
const COMMON = new Set(
  `about above after again against also although among another around because became become been
  before being below between both came cannot come could does doing done down during each either
  else even ever every first from further gets getting give given goes going gone have having hers
  herself himself however into itself just last least less like made make makes many might more most
  much must near neither never next none nothing often once only other others ours over perhaps put
  quite rather said same says second seen several shall should since some still such take taken
  taking than that their theirs them themselves then there these they thing things third this those
  though three through thus together told took toward towards under until upon used uses using very
  want well went were what when where whether which while whom whose will with within without would
  your yours
  billion dlrs fiscal loss million month months note notes oper percent profit prior qtly qtrs
  reuter reuters revs share shares shrs sets tonnes total week weeks year years yesterday today
  tomorrow monday tuesday wednesday thursday friday saturday sunday january february march april
  june july august september october november december`.split(/\s+/),
);

const tokens = (text) => text.toLowerCase().match(/[a-z0-9]+(?:'[a-z]+)*/g) ?? [];

class Drawer {
  constructor(passages, random) {
    this.passages = passages;
    this.random = random;
    this.human = misspellings();
    this.holders = new Map();
    for (const { id, title, text } of passages) {
      for (const word of new Set(tokens(`${title} ${text}`))) {
        if (!this.holders.has(word)) this.holders.set(word, []);
        this.holders.get(word).push(id);
      }
    }
  }

  // Two to four words worth looking for, in the order of the passage they come from, and all the
  // passages that hold them: { words, at, answers }, or null when too many do. With `neighbors` the
  // first two drawn stand side by side.
  draw(neighbors = false) {
    const { random } = this;
    const all = tokens(random.pick(this.passages).text);
    const places = [...all.keys()].filter(
      (at) => /^[a-z]{4,}$/.test(all[at]) && !COMMON.has(all[at]) && all.indexOf(all[at]) === at,
    );
    if (places.length < 4) return null;
    const n = random.pick([2, 2, 2, 3, 3, 3, 3, 4, 4, 4]);
    let first = [];
    if (neighbors) {
      const pairs = places.filter((at) => places.includes(at + 1));
      if (!pairs.length) return null;
      const at = random.pick(pairs);
      first = [at, at + 1];
    }
    const rest = random.shuffled(places.filter((at) => !first.includes(at)));
    const at = [...first, ...rest].slice(0, n).sort((a, b) => a - b);
    const words = at.map((it) => all[it]);
    const answers = this.holdingAll(words);
    return answers.length <= MOST_ANSWERS ? { words, at, answers } : null;
  }

  holdingAll(words) {
    const [rarest, ...others] = words
      .map((word) => this.holders.get(word))
      .sort((a, b) => a.length - b.length);
    const sets = others.map((it) => new Set(it));
    return rarest.filter((id) => sets.every((set) => set.has(id)));
  }

  // A word of the corpus is not a misspelling here, whatever was meant.
  isNew = (word) => !this.holders.has(word);

  slipped(word) {
    const typed = slip(word, this.random);
    return typed !== word && this.isNew(typed) ? typed : null;
  }

  misspelled(word) {
    const known = [...(this.human.get(word) ?? [])].filter(this.isNew);
    return known.length ? this.random.pick(known) : null;
  }

  slippedTwice(word) {
    const typed = slip(slip(word, this.random), this.random);
    return this.isNew(typed) && edits(typed, word) === 2 ? typed : null;
  }

  // The words with `change` made to one of at least `least` letters, or null.
  changed(words, least, change) {
    const long = [...words.keys()].filter((at) => words[at].length >= least);
    if (!long.length) return null;
    const at = this.random.pick(long);
    const typed = change(words[at]);
    return typed && words.with(at, typed);
  }

  // The words with the last one unfinished: from three letters to all but three.
  unfinished(words) {
    const last = words.at(-1);
    if (last.length < 6) return null;
    return words.with(-1, last.slice(0, 3 + this.random.below(last.length - 5)));
  }
}

// Each makes what is typed from what was drawn, or null when that does not suit.
const CLASSES = {
  exact: (drawer, { words }) => words,
  // A slip on the keyboard.
  slip1: (drawer, { words }) => drawer.changed(words, 5, (it) => drawer.slipped(it)),
  // A misspelling that people have made.
  human1: (drawer, { words }) => drawer.changed(words, 5, (it) => drawer.misspelled(it)),
  // Two words wrong, in either way.
  two: (drawer, { words }) => {
    const either = (it) =>
      (drawer.random.chance(0.5) && drawer.misspelled(it)) || drawer.slipped(it);
    const once = drawer.changed(words, 5, either);
    const twice = once && drawer.changed(once, 5, (it) => words.includes(it) && either(it));
    return twice || null;
  },
  // Two slips in one word.
  word2: (drawer, { words }) => drawer.changed(words, 8, (it) => drawer.slippedTwice(it)),
  prefix: (drawer, { words }) => drawer.unfinished(words),
  "prefix+slip": (drawer, { words }) => {
    const slipped = drawer.changed(words.slice(0, -1), 5, (it) => drawer.slipped(it));
    return slipped && drawer.unfinished([...slipped, words.at(-1)]);
  },
  // Two neighbors typed as one word, or one word as two.
  joinsplit: (drawer, { words, at }) => {
    const { random } = drawer;
    const left = [...at.keys()].find((it) => at[it + 1] === at[it] + 1);
    if (left !== undefined) {
      const joined = words[left] + words[left + 1];
      return drawer.isNew(joined) ? words.toSpliced(left, 2, joined) : null;
    }
    const split = (it) => {
      const end = 3 + random.below(it.length - 5);
      return `${it.slice(0, end)} ${it.slice(end)}`;
    };
    return drawer.changed(words, 8, split);
  },
};

export function build(corpus, seed) {
  if (isBuilt(`queries-${corpus}-${seed}.json`)) return;
  const drawer = new Drawer(readJson(corpusFile(corpus)), seeded(SEEDS[seed] ?? Number(seed)));
  const drawn = Object.entries(CLASSES).map(([name, typed]) => drawClass(drawer, name, typed));
  // By turns, so that an engine that is cut short has met as many of each class.
  const queries = [...Array(PER_CLASS).keys()].flatMap((at) => drawn.map((it) => it[at]));
  const lines = queries.filter(Boolean).map((it) => JSON.stringify(it));
  writeFileSync(queriesFile(corpus, seed), `[\n${lines.join(",\n")}\n]\n`);
}

function drawClass(drawer, name, typed) {
  const queries = [];
  for (let draws = 0; queries.length < PER_CLASS && draws < DRAWS_PER_CLASS; draws++) {
    // Half of joinsplit is of words that stand side by side.
    const drawn = drawer.draw(name === "joinsplit" && queries.length % 2 === 0);
    const words = drawn && typed(drawer, drawn);
    if (!words) continue;
    const { words: intended, answers } = drawn;
    queries.push({ class: name, query: words.join(" "), intended: intended.join(" "), answers });
  }
  if (queries.length < PER_CLASS) console.log(`${name}: only ${queries.length} queries`);
  return queries;
}

if (process.argv[1] === import.meta.filename) {
  const seed = option("seed", "held");
  const corpora = process.argv.slice(2).filter((it) => !it.startsWith("--") && it !== seed);
  for (const corpus of corpora) build(corpus, seed);
}
