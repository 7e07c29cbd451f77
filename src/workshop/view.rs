//! The workshop as it is seen: what is read, what came of it, what is kept.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use js_sys::{Function, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;
use yew::functional::{Hook, HookContext};
use yew::prelude::*;

use super::crew::Crew;
use super::desk::{At, Desk, Progress};
use super::host::{self, About, Host};
use super::keeping::Keeping;
use super::{rows, saving};
use crate::app::HANDED_OVER;
use crate::app::browser;
use crate::app::components::{Element, button, element};
use crate::app::hooks::{use_after, use_value};
use crate::app::part::{self, Part};
use crate::app::view::count;

/// Several changes within this time are drawn at once.
const DRAWING_MS: u32 = 60;

/// So many rows come with each drawing: a hundred at once would hold up the page.
const ROWS_AT_ONCE: usize = 25;

/// What a collection is called that nobody has given a name.
const UNNAMED: &str = "My articles";

/// Everything that the view goes by. Cheap to clone; all clones are one.
#[derive(Clone)]
pub(super) struct Workshop(Rc<Inner>);

struct Inner {
    host: Host,
    crew: Crew,
    keeping: Keeping,
    /// The last bundle, with its title and number of documents.
    bundle: RefCell<Option<Bundle>>,
    sight: RefCell<Sight>,
    redraw: Redraw,
}

#[derive(Clone)]
struct Bundle {
    bytes: Uint8Array,
    title: String,
    n_documents: u32,
}

impl PartialEq for Workshop {
    fn eq(&self, other: &Workshop) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// The way to draw the view again, once it is drawn at all.
#[derive(Clone, Default)]
struct Redraw(Rc<Drawing>);

#[derive(Default)]
struct Drawing {
    draw: RefCell<Option<Callback<()>>>,
    soon: RefCell<Option<Timeout>>,
}

impl Redraw {
    fn by(&self, draw: Callback<()>) {
        self.0.draw.replace(Some(draw));
    }

    fn soon(&self) {
        let mut soon = self.0.soon.borrow_mut();
        if soon.is_none() {
            let Redraw(drawing) = self.clone();
            *soon = Some(Timeout::new(DRAWING_MS, move || {
                drawing.soon.replace(None);
                let draw = drawing.draw.borrow().clone();
                if let Some(draw) = draw {
                    draw.emit(());
                }
            }));
        }
    }
}

/// Shows the workshop in `place`; the function that takes names and files of what is brought.
pub fn show(place: web_sys::Element, host: Host) -> Function {
    let redraw = Redraw::default();
    let draws = redraw.clone();
    let keeping = Keeping::new(host.clone(), move || draws.soon());
    let draws = redraw.clone();
    let workshop: Rc<RefCell<Option<Workshop>>> = Rc::default();
    let hears = workshop.clone();
    let crew = Crew::new(
        host.clone(),
        move || draws.soon(),
        move |bytes, title, n_documents, is_all| {
            if let Some(it) = hears.borrow().as_ref() {
                let bundle = Bundle {
                    bytes,
                    title,
                    n_documents,
                };
                it.built(bundle, is_all);
            }
        },
    );
    let it = Workshop(Rc::new(Inner {
        host,
        crew,
        keeping,
        bundle: RefCell::default(),
        sight: RefCell::default(),
        redraw,
    }));
    workshop.replace(Some(it.clone()));
    it.take_up_what_is_open();
    place.set_text_content(None);
    part::show(place, it.clone());
    host::taking(move |names, files| it.bring(host::files(&names, &files)))
}

impl Workshop {
    /// Takes files in.
    pub(super) fn bring(&self, files: Vec<(String, f64, Blob)>) {
        self.0.crew.act(|desk| (desk.add(files), Vec::new()));
    }

    /// Changes the desk.
    pub(super) fn act<T>(
        &self,
        act: impl FnOnce(&mut Desk<Blob>) -> (T, Vec<super::job::Job>),
    ) -> T {
        self.0.crew.act(act)
    }

    /// Changes what the view remembers.
    pub(super) fn remember(&self, change: impl FnOnce(&mut Sight)) {
        change(&mut self.0.sight.borrow_mut());
        self.0.redraw.soon();
    }

    fn say(&self, said: String) {
        self.remember(|it| it.said = said);
    }

    /// A corpus that is open from an earlier visit can be worked on.
    fn take_up_what_is_open(&self) {
        let workshop = self.clone();
        spawn_local(async move {
            if let Some((id, bytes)) = workshop.0.keeping.current_bundle().await
                && let Ok(file) = Blob::new_with_buffer_source_sequence(&js_sys::Array::of1(&bytes))
            {
                let name = format!("{id}.crossread");
                workshop.act(|desk| (desk.add([(name, file.size(), file)]), Vec::new()));
            }
        });
    }

    /// A bundle was made: the page opens it, and when all is read it is kept.
    fn built(&self, bundle: Bundle, is_all: bool) {
        if bundle.bytes.length() == 0 {
            self.0.bundle.replace(None);
            return;
        }
        browser::tell(HANDED_OVER, &bundle.bytes);
        if is_all {
            let Bundle {
                bytes,
                title,
                n_documents,
            } = bundle.clone();
            let title = if title.is_empty() {
                UNNAMED.to_owned()
            } else {
                title
            };
            self.0.keeping.keep(title, n_documents, bytes);
        }
        self.0.bundle.replace(Some(bundle));
        self.0.redraw.soon();
    }
}

/// What the view itself remembers.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Sight {
    /// The document whose passages are seen.
    pub(super) open: Option<At>,
    /// Whether all documents are seen, however many.
    pub(super) all: bool,
    /// Whether an article is being pasted.
    pub(super) pasting: bool,
    /// What was said last.
    pub(super) said: String,
}

impl Part for Workshop {
    const NAME: &'static str = "workshop";

    fn draw(&self, context: &mut HookContext) -> Html {
        use_workshop(self).run(context)
    }
}

#[hook]
fn use_workshop(workshop: &Workshop) -> Html {
    let drawn = use_value(|| 0_u32);
    let sight = workshop.0.sight.borrow().clone();
    let (redraw, again) = (workshop.0.redraw.clone(), drawn.clone());
    use_after(*drawn, move |_| {
        let next = *again + 1;
        let draw = Callback::from(move |()| again.set(next));
        redraw.by(draw);
    });
    let rows_drawn = use_mut_ref(|| 0);
    let crew = &workshop.0.crew;
    crew.see(|desk| {
        let is_empty = desk.entries().is_empty();
        let wanted = desk.entries().len().min(rows::most(&sight));
        let n_rows = wanted.min(*rows_drawn.borrow() + ROWS_AT_ONCE);
        rows_drawn.replace(n_rows);
        if n_rows < wanted {
            workshop.0.redraw.soon();
        }
        let n_documents = desk.items().count();
        element("div")
            .with(ways_in(workshop, &sight))
            .with(pasting(workshop, &sight))
            .with(progress(workshop, desk.progress(), crew.seconds()))
            .with(
                element("div")
                    .class("on-desk")
                    .flag("hidden", is_empty)
                    .with(collection(workshop, desk))
                    .with(rows::table(workshop, desk, &sight, n_rows))
                    .with(save(workshop, desk, &sight, n_documents)),
            )
            .with(kept(workshop))
            .into()
    })
}

/// Buttons that bring files.
fn ways_in(workshop: &Workshop, sight: &Sight) -> Element {
    let choose = |label: &str, id: &'static str, folder: bool| {
        element("span")
            .with(
                element("input")
                    .set("type", "file")
                    .set("id", id)
                    .class("unseen")
                    .flag("multiple", true)
                    .flag("webkitdirectory", folder),
            )
            .with(element("label").class("button").set("for", id).run(label))
    };
    let toggle = {
        let workshop = workshop.clone();
        move || workshop.remember(|it| it.pasting = !it.pasting)
    };
    element("p")
        .class("acts")
        .with(choose("choose files", "bring-files", false))
        .with(choose("choose a folder", "bring-folder", true))
        .with(
            button("paste an article")
                .set("id", "paste")
                .state("aria-expanded", sight.pasting)
                .on_click(toggle),
        )
}

/// A field for an article from the clipboard.
fn pasting(workshop: &Workshop, sight: &Sight) -> Element {
    let add = {
        let workshop = workshop.clone();
        move || {
            let Some(field) = browser::find("#pasted") else {
                return;
            };
            let field: web_sys::HtmlTextAreaElement = field.unchecked_into();
            let text = field.value();
            if text.trim().is_empty() {
                return;
            }
            let n = workshop.0.crew.see(|it| it.entries().len()) + 1;
            let parts = js_sys::Array::of1(&text.as_str().into());
            if let Ok(file) = Blob::new_with_str_sequence(&parts) {
                workshop.bring(vec![(format!("pasted{n}.txt"), file.size(), file)]);
                workshop.remember(|it| it.pasting = false);
                field.set_value("");
                // The field and its button go; the next article begins here.
                if let Some(toggle) = browser::find("#paste") {
                    browser::focus(&toggle);
                }
            }
        }
    };
    element("div")
        .class("pasting")
        .flag("hidden", !sight.pasting)
        .with(
            element("label")
                .set("for", "pasted")
                .run("The article, headline first"),
        )
        .with(element("textarea").set("id", "pasted").set("rows", "8"))
        .with(button("add it").on_click(add))
}

/// How far reading is; nothing when nothing is read.
fn progress(workshop: &Workshop, progress: Progress, seconds: f64) -> Element {
    let is_reading = progress.n_done < progress.n_files;
    let megabytes = |bytes: f64| format!("{:.1}", bytes / 1e6);
    let mut told = format!(
        "{} of {} read, {} of {} MB",
        progress.n_done,
        count(progress.n_files as u32, "file"),
        megabytes(progress.bytes_done),
        megabytes(progress.bytes),
    );
    if seconds > 1.0 && progress.bytes_done > 0.0 {
        let left = seconds * (progress.bytes - progress.bytes_done) / progress.bytes_done;
        told += &format!(", about {} left", count(left.ceil() as u32, "second"));
    }
    let stopped = format!("{} left out.", count(progress.n_stopped as u32, "file"));
    let act = |act: fn(&mut Desk<Blob>)| {
        let workshop = workshop.clone();
        move || workshop.act(|desk| (act(desk), Vec::new()))
    };
    element("div")
        .class("reading")
        .with(
            element("p")
                .flag("hidden", !is_reading)
                .with(
                    element("progress")
                        .set("aria-label", "Reading files")
                        .number("max", progress.n_files.max(1))
                        .number("value", progress.n_done),
                )
                .run(&told)
                .with(button("stop").on_click(act(Desk::stop))),
        )
        .with(
            element("p")
                .flag("hidden", progress.n_stopped == 0)
                .run(&stopped)
                .with(button("read them after all").on_click(act(Desk::go_on))),
        )
}

/// The collection's name, its size, and the way back.
fn collection(workshop: &Workshop, desk: &Desk<Blob>) -> Element {
    let items = || desk.items().map(|it| it.1);
    let n_kept: usize = items().map(|it| it.n_kept).sum();
    let n_cut: usize = items().map(|it| it.n_cut).sum();
    let n_refused = desk.entries().iter().filter(|it| it.is_refused()).count();
    let mut told = format!(
        "{}, {} of text, {} of page furniture set aside",
        count(items().count() as u32, "document"),
        count(n_kept as u32, "word"),
        count(n_cut as u32, "word"),
    );
    if n_refused > 0 {
        told += &format!(", {} not read", count(n_refused as u32, "file"));
    }
    let call = {
        let workshop = workshop.clone();
        move |event: Event| {
            let title = Some(rows::value_of(&event)).filter(|it| !it.trim().is_empty());
            workshop.act(|desk| (desk.call(title), Vec::new()));
        }
    };
    let undo = {
        let workshop = workshop.clone();
        move || workshop.act(|desk| ((), desk.undo()))
    };
    let undoes = desk.last_change().unwrap_or_default();
    element("div")
        .class("collection")
        .with(
            element("label").run("Name of the collection").with(
                element("input")
                    .set("type", "text")
                    .set("placeholder", UNNAMED)
                    .value(desk.title().unwrap_or_default())
                    .on("change", call),
            ),
        )
        .with(
            element("p")
                .class("summary")
                .set("role", "status")
                .run(&told),
        )
        .with(
            element("p").flag("hidden", undoes.is_empty()).with(
                button(&format!("undo {undoes}"))
                    .set("id", "undo")
                    .on_click(undo),
            ),
        )
        .with(rows::findings(desk.problems()))
        .with(copies(desk))
}

/// Which files print one article, as an agency's report does that several outlets carry.
fn copies(desk: &Desk<Blob>) -> Element {
    let groups = desk.copies().iter().enumerate().map(|(n, files)| {
        let told = format!("{} print one article: ", count(files.len() as u32, "file"));
        element("li").key(n).run(&(told + &files.join(", ")))
    });
    element("ul").class("copies").each(groups)
}

/// Files to take along.
fn save(workshop: &Workshop, desk: &Desk<Blob>, sight: &Sight, n_documents: usize) -> Element {
    let bundle = workshop.0.bundle.borrow().clone();
    let is_made = bundle.is_some() && n_documents > 0;
    let as_bundle = {
        let (bundle, workshop) = (bundle.clone(), workshop.clone());
        move || {
            if let Some(it) = &bundle {
                workshop.say(saved(saving::bundle(&it.title, &it.bytes)));
            }
        }
    };
    let with_page = |as_one_file: bool| {
        let (bundle, workshop) = (bundle.clone(), workshop.clone());
        move || {
            let (bundle, workshop) = (bundle.clone(), workshop.clone());
            spawn_local(async move {
                let Some(it) = bundle else {
                    return;
                };
                let host = &workshop.0.host;
                let (saved, told) = match as_one_file {
                    true => (
                        saving::one_file(host, &it.title, &it.bytes).await,
                        "Saved: open it in any browser, from a disk or a server.",
                    ),
                    false => (
                        saving::site(host, &it.title, &it.bytes).await,
                        "Saved: unpack it on any web server.",
                    ),
                };
                workshop.say(saved.err().unwrap_or_else(|| told.to_owned()));
            });
        }
    };
    let as_table = {
        let workshop = workshop.clone();
        move || {
            let is_saved = workshop.0.crew.see(|desk| {
                let title = desk.title().unwrap_or_default();
                saving::table(title, desk.items().map(|it| &**it.1))
            });
            workshop.say(saved(is_saved));
        }
    };
    let keeping = &workshop.0.keeping;
    element("div")
        .class("taking-along")
        .with(
            element("p")
                .class("acts")
                .run("Save")
                .with(
                    button("the bundle")
                        .flag("disabled", !is_made)
                        .on_click(as_bundle),
                )
                .with(
                    button("a site as a zip")
                        .flag("disabled", !is_made)
                        .on_click(with_page(false)),
                )
                .with(
                    button("one page")
                        .set(
                            "title",
                            "Page and articles in one HTML file, which opens from a disk",
                        )
                        .flag("disabled", !is_made)
                        .on_click(with_page(true)),
                )
                .with(
                    button("a table of documents")
                        .flag("disabled", desk.items().next().is_none())
                        .on_click(as_table),
                ),
        )
        .with(
            element("p")
                .class("said")
                .set("role", "status")
                .run(&keeping.said())
                .run(&sight.said),
        )
}

fn saved(is_saved: bool) -> String {
    if is_saved {
        "Saved."
    } else {
        "This browser does not let the page save files."
    }
    .to_owned()
}

/// What this browser keeps.
fn kept(workshop: &Workshop) -> Element {
    let keeping = &workshop.0.keeping;
    let current = keeping.current();
    let all = keeping.kept();
    let is_empty = all.is_empty() && keeping.removed().is_none();
    let room = keeping.room().map_or_else(String::new, |it| {
        format!(
            "This site uses {:.1} MB of {:.1} GB that the browser grants it.",
            it.used / 1e6,
            it.granted / 1e9
        )
    });
    let restore = {
        let keeping = keeping.clone();
        move || keeping.restore()
    };
    let removed = keeping.removed();
    let bring_back = format!("undo removing {}", removed.as_deref().unwrap_or_default());
    let entries = all.into_iter().map(|about| {
        let is_here = current.as_deref() == Some(about.id.as_str());
        one_kept(keeping, about, is_here)
    });
    element("section")
        .class("kept")
        .set("aria-label", "Kept in this browser")
        .flag("hidden", is_empty)
        .with(element("h3").run("Kept in this browser"))
        .with(element("ul").each(entries))
        .with(
            element("p")
                .flag("hidden", removed.is_none())
                .with(button(&bring_back).on_click(restore)),
        )
        .with(element("p").class("room").run(&room))
}

fn one_kept(keeping: &Keeping, about: About, is_here: bool) -> Element {
    let told = format!(
        "{}, {:.0} kB",
        count(about.n_documents as u32, "document"),
        (about.bytes / 1e3).ceil()
    );
    let open = element("a")
        .set("href", &format!("?kept={}#/", about.id))
        .run(&about.title);
    let name = format!("remove {}", about.title);
    let id = about.id.clone();
    let remove = {
        let keeping = keeping.clone();
        move || keeping.remove(about.clone())
    };
    element("li")
        .key(id)
        .with(open)
        .run_in("told", &told)
        .with(
            element("em")
                .flag("hidden", !is_here)
                .run("on the desk, renamed above"),
        )
        .with(button("remove").set("aria-label", &name).on_click(remove))
}
