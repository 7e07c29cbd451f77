//! The whole page: opens the corpus, follows the address, provides what pages hook into.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use js_sys::Function;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use yew::functional::{Hook, HookContext};
use yew::prelude::*;

use super::components::{Element, Embedding, Help, Palette, element, link, masthead, notice, tray};
use super::hooks::{Address, Announce, Desk, Picked, Value, Way, use_after, use_switch, use_value};
use super::later::Loader;
use super::link::{CorpusFile, EngineLink, Promised};
use super::mount::Mount;
use super::pages;
use super::part::{Part, part, part_at};
use super::remote::Remote;
use super::route::Route;
use super::{browser, keys};
use crate::corpus::content_hash;
use crate::engine::MAX_COMPARED;
use crate::protocol::{Response, Shelf};
use crate::table::Table;

/// How long an announcement stays on screen.
const ANNOUNCEMENT_MS: u32 = 4_000;

/// The whole page.
#[derive(Clone, PartialEq)]
pub struct Root {
    /// Where it is mounted.
    pub mount: Mount,
    /// The line to the engine of the first corpus.
    pub engine: EngineLink,
    /// Starts a worker, for the corpora that the workshop hands over.
    pub spawn: Function,
    /// Gives a promise of the corpus that the address names: its `bytes` and its `address`.
    pub corpus: Function,
    /// Loads the second part of the wasm.
    pub later: Loader,
}

/// The name of the event by which the workshop hands over a corpus; its detail are the bytes.
pub const HANDED_OVER: &str = "crossread-open";

impl Part for Root {
    const NAME: &'static str = "root";

    fn draw(&self, context: &mut HookContext) -> Html {
        use_root(self).run(context)
    }
}

#[hook]
fn use_root(props: &Root) -> Html {
    let corpus = use_corpus(props);
    let shelf = &corpus.shelf;
    let (address, ignored, dismiss) = use_hash(&props.mount);
    let picked = use_picking();
    let (announcement, announce) = use_announcing();
    let palette = use_switch(false);
    let help = use_switch(false);
    // What is to be shown elsewhere.
    let embedding = use_value(|| None::<String>);
    use_keys(&props.mount);
    use_second_part(&props.later, shelf.shown().is_some());
    let title = title(&address.route, shelf.shown());
    let mount = props.mount.clone();
    use_after(title.clone(), move |title| mount.set_title(title));
    use_telling(&props.mount, shelf);

    let open_palette = palette.clone();
    let open_help = help.clone();
    // Made once: a dialog is not drawn again because the address has changed.
    let close_palette = use_callback((), closing(palette.clone()));
    let close_help = use_callback((), closing(help.clone()));
    let close_embedding = {
        let embedding = embedding.clone();
        use_callback((), move |(), ()| embedding.set(None))
    };
    let desk = Desk {
        engine: corpus.engine.clone(),
        later: props.later.clone(),
        is_own: corpus.is_own,
        shelf: shelf.shown().cloned().unwrap_or_default(),
        address: address.clone(),
        picked,
        announce,
        embed: use_callback((), {
            let embedding = embedding.clone();
            move |hash, ()| embedding.set(Some(hash))
        }),
    };
    let foot = tray(&desk.picked, &desk.shelf);
    let body = match shelf {
        Remote::Failed(why) => pages::failed(why).into(),
        _ if shelf.shown().is_none() => pages::opening().into(),
        _ => {
            let route = address.route.clone();
            let is_large = desk.shelf.is_large();
            let place = match is_large {
                true => format!("{} of a large collection", route.view()),
                false => route.view().to_owned(),
            };
            part_at(place, pages::Page { route, is_large })
        }
    };
    let skip = link(address.route.clone(), "Skip to the text")
        .class("skip")
        .on("click", skip_to_main(&props.mount));
    let here = address.route.href();
    let shown_elsewhere = embedding.clone();
    let masthead = masthead(
        &address,
        &desk.shelf,
        move || open_palette.set(true),
        move || open_help.set(true),
        move || embedding.set(Some(here.clone())),
    );
    // A piece that stands alone in another page has no more around it than the way to the whole.
    let is_piece = address.mount.is_embedded() && address.route.stands_alone();
    let to_embed = Embedding {
        hash: (*shown_elsewhere).clone(),
        title,
        on_close: close_embedding,
    };
    html! {
        <ContextProvider<Desk> context={desk}>
            { element("nav").set("aria-label", "Skip").with(skip) }
            { masthead.flag("hidden", is_piece) }
            { notice(&ignored, dismiss) }
            { body }
            { foot }
            { whole(&address) }
            { part(Palette { open: *palette, on_close: close_palette }) }
            { part(Help { open: *help, on_close: close_help }) }
            { part(to_embed) }
            { element("p").class("announcement").set("role", "status").run(&announcement) }
        </ContextProvider<Desk>>
    }
}

/// In a piece of another page, the way to the page that has all of it.
fn whole(address: &Address) -> Element {
    let page = address.mount.address_with(&address.route.href());
    let link = element("a")
        .set(
            "href",
            &page.replace("?embed&", "?").replace("?embed#", "#"),
        )
        .set("target", "_blank")
        .set("rel", "noopener");
    element("p")
        .class("whole")
        .flag("hidden", !address.mount.is_embedded())
        .with(link.run("Open in Crossread"))
}

fn closing(open: Value<bool>) -> impl Fn((), &()) {
    move |(), ()| open.set(false)
}

/// The link would change the address, which is ours; the focus goes there instead.
fn skip_to_main(mount: &Mount) -> impl Fn(Event) + use<> {
    let mount = mount.clone();
    move |event| {
        event.prevent_default();
        if let Some(main) = mount.find("main h1") {
            browser::focus(&main);
        }
    }
}

/// The corpus that is open.
#[derive(Clone)]
struct Opened {
    engine: EngineLink,
    shelf: Remote<Rc<Shelf>>,
    /// Whether the workshop made it.
    is_own: bool,
}

/// Loads and opens the corpus that the address names, and later each that the workshop hands over.
///
/// Each has an engine of its own, which takes the place of the one before when it is ready: until
/// then that one answers, and whatever was asked is asked again.
#[hook]
fn use_corpus(props: &Root) -> Opened {
    let engine = props.engine.clone();
    let opened = use_value(|| Opened {
        engine,
        shelf: Remote::default(),
        is_own: false,
    });
    let setter = opened.clone();
    let Root {
        spawn,
        corpus,
        later,
        ..
    } = props.clone();
    use_after((), move |()| {
        let first = setter.engine.clone();
        // As long as this is there, the shelf is wanted.
        let wanted = Rc::new(());
        let for_whom = Rc::downgrade(&wanted);
        let current = Rc::new(RefCell::new(first.clone()));
        let newest = Rc::new(RefCell::new(first.clone()));
        let open = move |engine: EngineLink, corpus: Promised| {
            newest.replace(engine.clone());
            let (setter, current, link) = (setter.clone(), current.clone(), engine.clone());
            let newest = newest.clone();
            let then = move |response| {
                if *newest.borrow() != link {
                    // Another corpus was handed over while this one was opened.
                    return link.close();
                }
                let shelf = match response {
                    Response::Opened(shelf) => Remote::Ready(Rc::new(shelf)),
                    Response::Failed(why) => Remote::Failed(why),
                    _ => return,
                };
                let before = current.replace(link.clone());
                let is_own = before != link;
                if is_own {
                    before.close();
                }
                setter.set(Opened {
                    engine: link.clone(),
                    shelf,
                    is_own,
                });
            };
            engine.open(corpus, for_whom.clone(), Callback::from(then));
        };
        let again = open.clone();
        let handed = EventListener::new(&browser::window(), HANDED_OVER, move |event| {
            let corpus = CorpusFile {
                bytes: browser::detail(event),
                address: String::new(),
            };
            let link = EngineLink::new(spawn.clone(), later.clone());
            again(link, Box::pin(async { Ok(corpus) }));
        });
        open(
            first,
            Box::pin(async move { browser::promised(&corpus).await }),
        );
        move || drop((handed, wanted))
    });
    (*opened).clone()
}

/// Where the address has led us.
struct Arrival {
    route: Route,
    /// Parameters that mean nothing to us.
    ignored: Vec<String>,
    way: Way,
}

impl Arrival {
    fn at(hash: &str, way: Way) -> Arrival {
        let (route, ignored) = Route::parse(hash);
        Arrival {
            route,
            ignored,
            way,
        }
    }
}

/// Follows the address, and the parameters in it that mean nothing to us until they are dismissed.
#[hook]
fn use_hash(mount: &Mount) -> (Address, Vec<String>, Callback<()>) {
    let hash = mount.hash();
    let first = match mount.takes_over() {
        true => Way::Resumed,
        false => Way::Opened,
    };
    let state = use_value(move || Arrival::at(&hash, first));
    let setter = state.clone();
    // The address that the page shows; that of the browser is ahead of it while a link is followed.
    let shown = use_mut_ref(|| mount.hash());
    let following = shown.clone();
    let here = mount.clone();
    use_after((), move |()| {
        here.stamp(|| 0.0);
        // How far each address is scrolled, by the hash of its words.
        let places: Rc<RefCell<Table<f64>>> = Rc::default();
        let (left, leaving) = (places.clone(), here.clone());
        let scrolled = EventListener::new(&here.scroller(), "scroll", move |_| {
            let top = leaving.scroll_top();
            *left.borrow_mut().entry(content_hash(&leaving.hash())) = top;
        });
        let arriving = here.clone();
        let moved = here.on_moved(move || {
            let hash = arriving.hash();
            let mut places = places.borrow_mut();
            let place = places.get(content_hash(&hash)).copied();
            let way = match arriving.stamp(|| place.unwrap_or_default()) {
                Some(top) => Way::Returned(top),
                None => {
                    // A link leaves the page as it is until the view changes; the event that tells
                    // of the last scrolling may still be on its way.
                    let top = arriving.scroll_top();
                    *places.entry(content_hash(&following.borrow())) = top;
                    Way::Followed
                }
            };
            following.borrow_mut().clone_from(&hash);
            setter.set(Arrival::at(&hash, way));
        });
        move || drop((scrolled, moved))
    });
    let change = |keep: bool| {
        let setter = state.clone();
        let shown = shown.clone();
        let mount = mount.clone();
        Callback::from(move |route: Route| {
            mount.set_hash(&route.href(), keep);
            *shown.borrow_mut() = mount.hash();
            setter.set(Arrival {
                route,
                ignored: Vec::new(),
                way: Way::Followed,
            });
        })
    };
    let address = Address {
        route: state.route.clone(),
        go: change(true),
        amend: change(false),
        way: state.way,
        mount: mount.clone(),
    };
    let ignored = state.ignored.clone();
    let dismiss = Callback::from(move |()| {
        state.set(Arrival {
            route: state.route.clone(),
            ignored: Vec::new(),
            way: state.way,
        });
    });
    (address, ignored, dismiss)
}

#[hook]
fn use_picking() -> Picked {
    let keys = use_value(|| Rc::new(Vec::<String>::new()));
    let toggle = {
        let keys = keys.clone();
        Callback::from(move |key: String| {
            let mut now = (**keys).clone();
            match now.iter().position(|it| *it == key) {
                Some(at) => {
                    now.remove(at);
                }
                None if now.len() < MAX_COMPARED => now.push(key),
                None => {}
            }
            keys.set(Rc::new(now));
        })
    };
    Picked {
        keys: (*keys).clone(),
        toggle,
    }
}

#[hook]
fn use_announcing() -> (String, Announce) {
    let said = use_value(String::new);
    let timer = use_mut_ref(|| None::<Timeout>);
    let announce = {
        let setter = said.clone();
        use_callback((), move |text: String, ()| {
            setter.set(text);
            let setter = setter.clone();
            let later = Timeout::new(ANNOUNCEMENT_MS, move || setter.set(String::new()));
            *timer.borrow_mut() = Some(later);
        })
    };
    ((*said).clone(), announce)
}

#[hook]
fn use_keys(mount: &Mount) {
    let mount = mount.clone();
    use_after((), move |()| {
        let mut after_g = false;
        let listener = mount.hears_keys().map(|target| {
            let may_prevent = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&target, "keydown", may_prevent, move |event| {
                if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
                    keys::press(&mount, event, &mut after_g);
                }
            })
        });
        move || drop(listener)
    });
}

/// Tells the host of an element that the corpus is open, or why it is not.
#[hook]
fn use_telling(mount: &Mount, shelf: &Remote<Rc<Shelf>>) {
    let told = match shelf {
        Remote::Ready(shelf) => Some(("ready", shelf.title.clone())),
        Remote::Failed(why) => Some(("error", why.clone())),
        _ => None,
    };
    let mount = mount.clone();
    use_after(told, move |told| {
        if let Some((name, detail)) = told {
            mount.tell(name, detail);
        }
    });
}

/// The second part of the wasm is loaded as soon as the first view has what it needs, so that the
/// others open at once.
#[hook]
fn use_second_part(later: &Loader, is_open: bool) {
    let later = later.clone();
    use_after(is_open, move |is_open| {
        if *is_open {
            spawn_local(async move {
                later.get().await;
            });
        }
    });
}

/// What the window is called: view or headline, corpus, us.
fn title(route: &Route, shelf: Option<&Rc<Shelf>>) -> String {
    let view = match route {
        Route::Read(it) => shelf
            .and_then(|shelf| shelf.source(shelf.find(&it.document)?))
            .map_or_else(|| it.document.clone(), |it| it.title.clone()),
        Route::Unknown(_) => "Not found".to_owned(),
        other => other.view()[..1].to_uppercase() + &other.view()[1..],
    };
    let corpus = shelf.map(|it| it.title.clone()).unwrap_or_default();
    let parts = [view, corpus, "Crossread".to_owned()];
    let parts: Vec<String> = parts.into_iter().filter(|it| !it.is_empty()).collect();
    parts.join(" · ")
}
