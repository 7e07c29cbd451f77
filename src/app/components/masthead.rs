//! Name, views, search.

use web_sys::HtmlInputElement;
use yew::functional::{Hook, HookContext};
use yew::prelude::*;

use super::{Element, button, element, link};
use crate::app::browser;
use crate::app::hooks::{Address, use_address, use_after, use_value};
use crate::app::part::{Part, part};
use crate::app::route::{CompareRoute, NamesRoute, QuotesRoute, Route, SearchRoute, TimelineRoute};
use crate::app::view::count;
use crate::protocol::Shelf;

/// The views in order: name, letter after `g`, address. Of a large collection those that do not take all
/// of it.
pub fn views(is_large: bool) -> impl Iterator<Item = (&'static str, &'static str, Route)> {
    let all = [
        ("Overview", "o", Route::overview()),
        ("Search", "s", Route::of_query(String::new())),
        ("Quotes", "q", Route::Quotes(QuotesRoute::default())),
        ("Compare", "c", Route::Compare(CompareRoute::default())),
        ("Names", "n", Route::Names(NamesRoute::default())),
        ("Timeline", "t", Route::Timeline(TimelineRoute::default())),
        ("Corpus", "u", Route::Corpus),
    ];
    (all.into_iter()).filter(move |it| !is_large || !it.2.takes_all())
}

/// The head of every page. The palette and the help open from here.
pub fn masthead(
    address: &Address,
    shelf: &Shelf,
    open_palette: impl Fn() + 'static,
    open_help: impl Fn() + 'static,
    open_embedding: impl Fn() + 'static,
) -> Element {
    let placeholder = match shelf.n_sources() {
        0 => "Search".to_owned(),
        n => format!("Search {}", count(n, "source")),
    };
    let links = views(shelf.is_large()).map(|(name, letter, to)| {
        let is_here = to.view() == address.route.view();
        let link = link(to, name).key(name).set("data-go", letter);
        match is_here {
            true => link.set("aria-current", "page"),
            false => link,
        }
    });
    let tools = element("div")
        .class("tools")
        .with(part(SearchBox { placeholder }))
        .with(
            button("Go to")
                .set("aria-keyshortcuts", "Control+K")
                .set("title", "Go to anything by a fragment of its name (Ctrl K)")
                .on_click(open_palette),
        )
        .with(
            button("Help")
                .set("aria-keyshortcuts", "?")
                .set("title", "Keys and help (?)")
                .on_click(open_help),
        )
        .with(
            button("Embed")
                .class("embed")
                .set("title", "Show this in another page")
                .flag("hidden", address.mount.is_embedded())
                .on_click(open_embedding),
        );
    let mount = address.mount.clone();
    // Where there is no address bar there is no Back beside it.
    let back = (mount.can_go_back()).then(|| button("Back").on_click(move || mount.go_back()));
    element("header")
        .class("masthead")
        .set("part", "masthead")
        .with(link(Route::overview(), "Crossread").class("name"))
        .with_some(back)
        .with(element("nav").set("aria-label", "Views").each(links))
        .with(tools)
}

/// The one search box. What is typed shows at once; the address follows: the first letter leaves
/// the view (so that Back returns to it), further ones change it in place, Enter keeps it.
#[derive(Clone, PartialEq)]
struct SearchBox {
    placeholder: String,
}

impl Part for SearchBox {
    const NAME: &'static str = "search box";

    fn draw(&self, context: &mut HookContext) -> Html {
        use_search_box(self).run(context)
    }
}

#[hook]
fn use_search_box(props: &SearchBox) -> Html {
    let address = use_address();
    let draft = use_value(String::new);
    let field = use_node_ref();
    let shown = match &address.route {
        Route::Search(it) => it.query.clone(),
        Route::Read(it) => it.query.clone(),
        _ => String::new(),
    };
    {
        // An address from elsewhere (Back, a link, a facet) replaces the draft.
        let draft = draft.clone();
        use_after(shown.clone(), move |shown| {
            if *draft != *shown {
                draft.set(shown.clone());
            }
        });
    }
    let typed = {
        let (draft, address) = (draft.clone(), address.clone());
        move |typed: String| {
            draft.set(typed.clone());
            match &address.route {
                // As it is listed now.
                Route::Search(now) => address.amend.emit(Route::Search(SearchRoute {
                    query: typed,
                    // That was for the query before.
                    thorough: false,
                    ..now.clone()
                })),
                _ => address.go.emit(Route::of_query(typed)),
            }
        }
    };
    let submitted = {
        let draft = draft.clone();
        move |event: Event| {
            event.prevent_default();
            let query = (*draft).clone();
            address.go.emit(match &address.route {
                Route::Search(now) => Route::Search(SearchRoute {
                    query,
                    ..now.clone()
                }),
                _ => Route::of_query(query),
            });
        }
    };
    let pressed = {
        let (field, mount) = (field.clone(), address.mount.clone());
        move |event: KeyboardEvent| {
            if event.key() == "ArrowDown"
                && let Some(first) = mount.find(".suggestions a")
            {
                event.prevent_default();
                browser::focus(&first);
            }
            if event.key() == "Escape"
                && let Some(field) = field.cast::<HtmlInputElement>()
                && field.value().is_empty()
            {
                let _ = field.blur();
            }
        }
    };
    let focus = {
        let field = field.clone();
        move || {
            if let Some(field) = field.cast::<HtmlInputElement>() {
                let _ = field.focus();
                field.select();
            }
        }
    };
    let input = element("input")
        .found_by(&field)
        .set("id", "find")
        .set("type", "search")
        .set("aria-label", "Search")
        .set("autocomplete", "off")
        .set("spellcheck", "false")
        .set("placeholder", &props.placeholder)
        .value(&draft)
        .on_words(typed)
        .on_key(pressed);
    let key = element("button")
        .set("type", "button")
        .class("key")
        .set("tabindex", "-1")
        .set("aria-label", "Go to the search box")
        .shortcut("/")
        .on_click(focus);
    element("form")
        .class("find")
        .set("role", "search")
        .on("submit", submitted)
        .with(input)
        .with(key)
        .into()
}
