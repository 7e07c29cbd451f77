//! The door to the browser: address, focus, scrolling, clipboard, files of our own origin.
//!
//! Everything here does nothing, rather than fail, where the browser refuses.

use std::cell::Cell;

use gloo::timers::callback::Timeout;
use js_sys::{Array, Function, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Document, Element, Event, HtmlDialogElement, HtmlElement, KeyboardEvent, Storage, Window,
};

use super::link::CorpusFile;

/// The window; every page has one.
pub fn window() -> Window {
    web_sys::window().expect("the app runs in a page")
}

/// The document; every window of a page has one.
pub fn document() -> Document {
    window().document().expect("a page has a document")
}

/// What stands behind `#`, `#` included, decoded by nobody.
pub fn hash() -> String {
    window().location().hash().unwrap_or_default()
}

/// The whole address with another part behind `#`; for links that are copied.
pub fn address_with(hash: &str) -> String {
    let whole = window().location().href().unwrap_or_default();
    let before = whole.split('#').next().unwrap_or_default();
    format!("{before}{hash}")
}

/// Shows another address; `keep` leaves the one before in the history. Either way the entry is
/// stamped as one of ours.
pub fn set_hash(hash: &str, keep: bool) {
    let Ok(history) = window().history() else {
        return;
    };
    // Refused after some hundred calls in seconds by some browsers; the view follows all the same.
    let _ = if keep {
        history.push_state_with_url(&JsValue::TRUE, "", Some(hash))
    } else {
        history.replace_state_with_url(&JsValue::TRUE, "", Some(hash))
    };
}

/// Stamps the present entry of the history; whether it had been before, which is so after Back
/// and Forward and not after a link.
pub fn stamp_entry() -> bool {
    let state = window().history().and_then(|it| it.state());
    let was_here = state.is_ok_and(|it| it.is_truthy());
    set_hash(&hash(), false);
    was_here
}

/// A parameter of the page's own query, before `#`.
pub fn page_parameter(name: &str) -> Option<String> {
    let search = window().location().search().ok()?;
    web_sys::UrlSearchParams::new_with_str(&search)
        .ok()?
        .get(name)
}

/// Sets a parameter of the page's own query without loading the page anew, and takes out what
/// named another corpus.
pub fn set_page_parameter(name: &str, value: &str) {
    let (Ok(path), Ok(history)) = (window().location().pathname(), window().history()) else {
        return;
    };
    let address = format!("{path}?{name}={value}{}", hash());
    let state = history.state().unwrap_or_default();
    let _ = history.replace_state_with_url(&state, "", Some(&address));
}

/// Tells the page of an event of its own that brings `bytes` along.
pub fn tell(event: &str, bytes: &Uint8Array) {
    let options = web_sys::CustomEventInit::new();
    options.set_detail(bytes);
    if let Ok(event) = web_sys::CustomEvent::new_with_event_init_dict(event, &options) {
        let _ = window().dispatch_event(&event);
    }
}

/// The bytes that an event brings along; none when it brings something else.
pub fn detail(event: &Event) -> Vec<u8> {
    let event = event.dyn_ref::<web_sys::CustomEvent>();
    let bytes = event.and_then(|it| it.detail().dyn_into::<Uint8Array>().ok());
    bytes.map_or_else(Vec::new, |it| it.to_vec())
}

/// The corpus that a function of `assets/boot.js` promises, or the sentence with which it fails.
pub async fn promised(corpus: &Function) -> Result<CorpusFile, String> {
    let promised = match corpus.call0(&JsValue::NULL) {
        Ok(promise) => JsFuture::from(promise.unchecked_into::<js_sys::Promise>()).await,
        Err(error) => Err(error),
    };
    let file = promised.map_err(|it| it.unchecked_into::<js_sys::Error>().message())?;
    let part = |name: &str| js_sys::Reflect::get(&file, &name.into()).unwrap_or_default();
    Ok(CorpusFile {
        bytes: Uint8Array::new(&part("bytes")).to_vec(),
        address: part("address").as_string().unwrap_or_default(),
    })
}

/// Whether the page is a file of this machine, not from a server.
pub fn is_from_disk() -> bool {
    window().location().protocol().is_ok_and(|it| it == "file:")
}

/// Opens another page beside this one.
pub fn open_apart(address: &str) {
    let _ = window().open_with_url_and_target_and_features(address, "_blank", "noopener");
}

/// The title of the window.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// The first element of the whole document that `selector` matches.
pub fn find(selector: &str) -> Option<HtmlElement> {
    let found = document().query_selector(selector).ok()??;
    found.dyn_into().ok()
}

/// Moves the focus.
pub fn focus(element: &HtmlElement) {
    let _ = element.focus();
}

/// Whether the reader asked for less motion.
fn wants_calm() -> bool {
    let query = window().match_media("(prefers-reduced-motion: reduce)");
    query.ok().flatten().is_some_and(|it| it.matches())
}

/// Scrolls until `element` stands in the middle of the window, at once.
pub fn bring_to_middle(element: &Element) {
    scroll_to(element, web_sys::ScrollLogicalPosition::Center, false);
}

/// Scrolls until `element` begins at the top of the window, at once.
pub fn bring_to_top(element: &Element) {
    scroll_to(element, web_sys::ScrollLogicalPosition::Start, false);
}

/// Scrolls just enough to show `element`.
pub fn bring_into_sight(element: &Element) {
    scroll_to(
        element,
        web_sys::ScrollLogicalPosition::Nearest,
        !wants_calm(),
    );
}

fn scroll_to(element: &Element, place: web_sys::ScrollLogicalPosition, smooth: bool) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(place);
    options.set_behavior(if smooth {
        web_sys::ScrollBehavior::Smooth
    } else {
        web_sys::ScrollBehavior::Instant
    });
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// How far the window is scrolled, in CSS pixels.
pub fn scroll_top() -> f64 {
    window().scroll_y().unwrap_or_default()
}

/// Scrolls the window, at once.
pub fn set_scroll_top(top: f64) {
    let options = web_sys::ScrollToOptions::new();
    options.set_top(top);
    options.set_behavior(web_sys::ScrollBehavior::Instant);
    window().scroll_to_with_scroll_to_options(&options);
}

/// Scrolls the window as soon as the page is long enough, within a second.
pub fn scroll_when_possible(top: f64) {
    fn attempt(top: f64, n: u32) {
        let height = document()
            .document_element()
            .map_or(0, |it| it.scroll_height());
        let window_height = window().inner_height().ok().and_then(|it| it.as_f64());
        if f64::from(height) - window_height.unwrap_or_default() >= top || n == 0 {
            set_scroll_top(top);
        } else {
            Timeout::new(16, move || attempt(top, n - 1)).forget();
        }
    }
    attempt(top, 60);
}

/// Moves the focus and leaves the page where it is.
pub fn focus_in_place(element: &HtmlElement) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// An event of a key, as what it is.
pub fn key_event(event: Event) -> KeyboardEvent {
    event.unchecked_into()
}

/// Opens a dialog over the page.
pub fn show_dialog(element: &Element) {
    if let Some(dialog) = element.dyn_ref::<HtmlDialogElement>()
        && !dialog.open()
    {
        let _ = dialog.show_modal();
    }
}

/// Puts `text` on the clipboard; whether that was allowed.
pub async fn copy(text: &str) -> bool {
    let navigator = JsValue::from(window().navigator());
    // Missing on pages that are not served securely; the typed getter would throw there.
    let has_clipboard =
        js_sys::Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|it| it.is_object());
    if !has_clipboard {
        return false;
    }
    let written = window().navigator().clipboard().write_text(text);
    JsFuture::from(written).await.is_ok()
}

/// Gives the reader `text` as a file; whether the browser takes it. In a table a byte order mark
/// tells spreadsheets that it is UTF-8.
pub fn save(name: &str, media_type: &str, text: &str) -> bool {
    let mark = if media_type == "text/csv" {
        "\u{feff}"
    } else {
        ""
    };
    save_parts(name, media_type, &Array::of2(&mark.into(), &text.into()))
}

/// Gives the reader `bytes` as a file; whether the browser takes it.
pub fn save_bytes(name: &str, bytes: &Uint8Array) -> bool {
    save_parts(name, "application/octet-stream", &Array::of1(bytes))
}

fn save_parts(name: &str, media_type: &str, parts: &Array) -> bool {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(media_type);
    let file = web_sys::Blob::new_with_blob_sequence_and_options(parts, &options);
    let url = file.and_then(|it| web_sys::Url::create_object_url_with_blob(&it));
    let anchor = document().create_element("a").ok();
    let (Ok(url), Some(anchor)) = (url, anchor.and_then(|it| it.dyn_into::<HtmlElement>().ok()))
    else {
        return false;
    };
    let _ = anchor.set_attribute("href", &url);
    let _ = anchor.set_attribute("download", name);
    anchor.click();
    // The browser has the file in hand soon after the click; until then the address must hold.
    Timeout::new(60_000, move || {
        let _ = web_sys::Url::revoke_object_url(&url);
    })
    .forget();
    true
}

/// Prints the page.
pub fn print() {
    let _ = window().print();
}

thread_local! {
    static STORES_NOTHING: Cell<bool> = const { Cell::new(false) };
}

/// From now on nothing is stored: the storage of this origin is somebody else's.
pub fn store_nothing() {
    STORES_NOTHING.set(true);
}

/// What the browser keeps for us; frames without an origin have none, and asking for it throws.
fn storage() -> Option<Storage> {
    match STORES_NOTHING.get() {
        true => None,
        false => window().local_storage().ok().flatten(),
    }
}

/// What was stored under `name`.
pub fn stored(name: &str) -> Option<String> {
    storage()?.get_item(name).ok().flatten()
}

/// Stores `words` in the place of what was there; whether the browser does.
pub fn store(name: &str, words: &str) -> bool {
    storage().is_some_and(|it| it.set_item(name, words).is_ok())
}

/// The lines that this browser keeps for the page under `name`; none where it keeps nothing.
pub fn kept_lines(name: &str) -> Vec<String> {
    let kept = stored(name).unwrap_or_default();
    kept.lines().map(str::to_owned).collect()
}

/// Keeps `lines` in the place of those; whether the browser does.
pub fn keep_lines(name: &str, lines: &[String]) -> bool {
    store(name, &lines.join("\n"))
}
