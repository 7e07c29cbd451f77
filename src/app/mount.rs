//! Where the app is mounted: in a page of its own, or in an element of somebody else's page.
//!
//! What only the whole page may touch (address bar, title, scrolling) goes through here, and so does
//! finding elements: two apps in one page each find their own.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use js_sys::Function;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, EventTarget, HtmlElement, MouseEvent, NodeList};

use super::browser;

#[wasm_bindgen]
extern "C" {
    /// A document or a shadow root, which have these in common.
    #[derive(Clone)]
    #[wasm_bindgen(extends = EventTarget)]
    type Root;

    #[wasm_bindgen(method, catch, js_name = querySelector)]
    fn query_selector(this: &Root, selector: &str) -> Result<Option<Element>, JsValue>;

    #[wasm_bindgen(method, catch, js_name = querySelectorAll)]
    fn query_selector_all(this: &Root, selector: &str) -> Result<NodeList, JsValue>;

    #[wasm_bindgen(method, getter, js_name = activeElement)]
    fn active_element(this: &Root) -> Option<Element>;
}

/// Tells an element's app that its address was changed from outside.
const MOVED: &str = "crossread-moved";

/// Where an app is mounted. Cheap to clone; all clones are one.
#[derive(Clone)]
pub struct Mount(Rc<Inner>);

impl PartialEq for Mount {
    fn eq(&self, other: &Mount) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

struct Inner {
    root: Root,
    kind: Kind,
}

enum Kind {
    /// A page of its own.
    Page {
        /// Whether another page shows it in a frame.
        is_framed: bool,
    },
    /// An element with a shadow root.
    Element(Box<Guest>),
}

/// An app in somebody else's page.
struct Guest {
    host: HtmlElement,
    /// The address of the page that has all of it, for links that are copied.
    page: String,
    /// What would stand in the address bar behind `#`, `#` included.
    hash: RefCell<String>,
    /// The addresses that Back leads to, each with how far it was scrolled.
    trail: RefCell<Vec<(String, f64)>>,
    /// How far the address that Back has just led to was scrolled.
    returned: RefCell<Option<f64>>,
    /// Hears what happens: a name and what belongs to it.
    tell: Function,
    keys: KeysFrom,
}

/// From where an element takes its keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeysFrom {
    /// From what has the focus in the element.
    #[default]
    Inside,
    /// From the whole page.
    Page,
    /// It takes none.
    Nowhere,
}

impl KeysFrom {
    /// By the name that the attribute `shortcuts` has for it.
    pub fn named(name: &str) -> KeysFrom {
        match name {
            "page" => KeysFrom::Page,
            "off" => KeysFrom::Nowhere,
            _ => KeysFrom::Inside,
        }
    }
}

/// What a host says of an app in its page.
pub struct Hosted {
    /// The element whose shadow root the app is drawn in.
    pub host: HtmlElement,
    /// The address of the page that has all of it.
    pub page: String,
    /// What to show first, `#` included.
    pub hash: String,
    /// From where it takes keys.
    pub keys: KeysFrom,
    /// Hears what happens: `ready`, `error` or `moved`, and a string.
    pub tell: Function,
}

impl Mount {
    /// The page itself.
    pub fn page() -> Mount {
        let is_framed = browser::page_parameter("embed").is_some();
        Mount(Rc::new(Inner {
            root: browser::document().unchecked_into(),
            kind: Kind::Page { is_framed },
        }))
    }

    /// An element, or nothing where it has no open shadow root.
    pub fn element(hosted: Hosted) -> Option<Mount> {
        let root = hosted.host.shadow_root()?;
        let guest = Guest {
            host: hosted.host,
            page: hosted.page,
            hash: RefCell::new(hosted.hash),
            trail: RefCell::default(),
            returned: RefCell::default(),
            tell: hosted.tell,
            keys: hosted.keys,
        };
        Some(Mount(Rc::new(Inner {
            root: root.unchecked_into(),
            kind: Kind::Element(Box::new(guest)),
        })))
    }

    fn guest(&self) -> Option<&Guest> {
        match &self.0.kind {
            Kind::Page { .. } => None,
            Kind::Element(guest) => Some(guest),
        }
    }

    /// Whether it is a piece of another page, in an element or in a frame.
    pub fn is_embedded(&self) -> bool {
        !matches!(self.0.kind, Kind::Page { is_framed: false })
    }

    // --- elements

    /// The first element that `selector` matches.
    pub fn find(&self, selector: &str) -> Option<HtmlElement> {
        let found = self.0.root.query_selector(selector).ok()??;
        found.dyn_into().ok()
    }

    /// All elements that `selector` matches, in the order of the page.
    pub fn find_all(&self, selector: &str) -> Vec<HtmlElement> {
        let Ok(list) = self.0.root.query_selector_all(selector) else {
            return Vec::new();
        };
        (0..list.length())
            .filter_map(|n| list.get(n)?.dyn_into().ok())
            .collect()
    }

    /// The element that has the focus.
    pub fn focused(&self) -> Option<Element> {
        self.0.root.active_element()
    }

    // --- the address

    /// What stands behind `#`, `#` included, decoded by nobody.
    pub fn hash(&self) -> String {
        match self.guest() {
            None => browser::hash(),
            Some(guest) => guest.hash.borrow().clone(),
        }
    }

    /// The whole address with another part behind `#`; for links that are copied.
    pub fn address_with(&self, hash: &str) -> String {
        match self.guest() {
            None => browser::address_with(hash),
            Some(guest) => format!("{}{hash}", guest.page),
        }
    }

    /// Shows another address; `keep` leaves the one before for Back.
    pub fn set_hash(&self, hash: &str, keep: bool) {
        let Some(guest) = self.guest() else {
            return browser::set_hash(hash, keep);
        };
        let top = self.scroll_top();
        let before = guest.hash.replace(hash.to_owned());
        if keep && before != hash {
            guest.trail.borrow_mut().push((before, top));
        }
        self.tell("moved", hash);
    }

    /// Goes to an address that the host names.
    pub fn go(&self, hash: &str) {
        self.set_hash(hash, true);
        self.moved();
    }

    /// Whether an element can go back; a page has the browser's own Back.
    pub fn can_go_back(&self) -> bool {
        (self.guest()).is_some_and(|it| !it.trail.borrow().is_empty())
    }

    /// Goes back in an element.
    pub fn go_back(&self) {
        let Some(guest) = self.guest() else {
            return;
        };
        let Some((hash, top)) = guest.trail.borrow_mut().pop() else {
            return;
        };
        guest.returned.replace(Some(top));
        self.tell("moved", &hash);
        guest.hash.replace(hash);
        self.moved();
    }

    fn moved(&self) {
        if let Ok(event) = Event::new(MOVED) {
            let _ = self.0.root.dispatch_event(&event);
        }
    }

    /// Marks the present address as one that was shown; how far it was scrolled if Back or Forward
    /// have led to it and that is known, `known` being what the page knows.
    pub fn stamp(&self, known: impl FnOnce() -> f64) -> Option<f64> {
        match self.guest() {
            None => browser::stamp_entry().then(known),
            Some(guest) => guest.returned.take(),
        }
    }

    /// Calls `then` when the address has changed otherwise than by [`Mount::set_hash`].
    pub fn on_moved(&self, then: impl Fn() + 'static) -> Vec<EventListener> {
        let Some(_) = self.guest() else {
            // It comes for Back and Forward as well as for links to another hash.
            let moved = EventListener::new(&browser::window(), "popstate", move |_| then());
            return vec![moved];
        };
        let moved = EventListener::new(&self.0.root, MOVED, move |_| then());
        let mut listeners = vec![moved];
        for kind in ["click", "auxclick"] {
            let mount = self.clone();
            let may_prevent = EventListenerOptions::enable_prevent_default();
            listeners.push(EventListener::new_with_options(
                &self.0.root,
                kind,
                may_prevent,
                move |event| mount.follow(event),
            ));
        }
        listeners
    }

    /// A link to one of our addresses would change that of the host.
    fn follow(&self, event: &Event) {
        let target = event.composed_path().get(0).dyn_into::<Element>().ok();
        let link = target.and_then(|it| it.closest("a[href^='#/']").ok().flatten());
        let Some(hash) = link.and_then(|it| it.get_attribute("href")) else {
            return;
        };
        let Some(event) = event.dyn_ref::<MouseEvent>() else {
            return;
        };
        if event.default_prevented() || event.button() > 1 {
            return;
        }
        event.prevent_default();
        let elsewhere = event.button() == 1
            || event.ctrl_key()
            || event.meta_key()
            || event.shift_key()
            || event.alt_key();
        match elsewhere {
            true => browser::open_apart(&self.address_with(&hash)),
            false => self.go(&hash),
        }
    }

    /// Tells the host what happens.
    pub fn tell(&self, name: &str, detail: &str) {
        if let Some(guest) = self.guest() {
            // An error of the host's own is none of ours.
            let _ = (guest.tell).call2(&JsValue::NULL, &name.into(), &detail.into());
        }
    }

    /// The title of the window, where that is ours.
    pub fn set_title(&self, title: &str) {
        if self.guest().is_none() {
            browser::set_title(title);
        }
    }

    // --- keys

    /// Where keys are heard; nowhere if the host says so.
    pub fn hears_keys(&self) -> Option<EventTarget> {
        match self.guest().map(|it| it.keys) {
            None | Some(KeysFrom::Page) => Some(browser::window().into()),
            Some(KeysFrom::Inside) => Some(self.0.root.clone().into()),
            Some(KeysFrom::Nowhere) => None,
        }
    }

    // --- scrolling

    /// Whether the app is hidden behind a plain page that is read, and comes forward when it has a view
    /// (`assets/boot.js`).
    pub fn takes_over(&self) -> bool {
        self.find("#app[hidden]").is_some()
    }

    /// What tells that it was scrolled.
    pub fn scroller(&self) -> EventTarget {
        match self.guest() {
            None => browser::window().into(),
            Some(guest) => guest.host.clone().into(),
        }
    }

    /// How far it is scrolled, in CSS pixels.
    pub fn scroll_top(&self) -> f64 {
        match self.guest() {
            None => browser::scroll_top(),
            Some(guest) => f64::from(guest.host.scroll_top()),
        }
    }

    /// Scrolls to `top`, at once. An element that is as high as what it shows has its upper edge
    /// brought into sight.
    pub fn set_scroll_top(&self, top: f64) {
        let Some(guest) = self.guest() else {
            return browser::set_scroll_top(top);
        };
        guest.host.set_scroll_top(top as i32);
        if guest.host.get_bounding_client_rect().top() < 0.0 {
            browser::bring_to_top(&guest.host);
        }
    }

    /// Scrolls to `top` as soon as there is so much to scroll, within a second.
    pub fn scroll_when_possible(&self, top: f64) {
        match self.guest() {
            None => browser::scroll_when_possible(top),
            Some(guest) => guest.host.set_scroll_top(top as i32),
        }
    }

    /// Scrolls until `element` stands in the middle, at once. A host's page is moved only for a
    /// reader who is at work in the element.
    pub fn bring_to_middle(&self, element: &Element) {
        let Some(guest) = self.guest() else {
            return browser::bring_to_middle(element);
        };
        let host = &guest.host;
        if host.scroll_height() > host.client_height() {
            let middle = |it: &Element| {
                let frame = it.get_bounding_client_rect();
                frame.top() + frame.height() / 2.0
            };
            let by = middle(element) - middle(host);
            host.set_scroll_top(host.scroll_top() + by as i32);
        } else if self.focused().is_some() {
            browser::bring_to_middle(element);
        }
    }
}
