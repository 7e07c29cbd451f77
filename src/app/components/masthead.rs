//! Name, views, search.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::run;
use crate::app::hooks::{use_address, use_shelf};
use crate::app::route::{CompareRoute, QuotesRoute, Route};
use crate::app::view::count;

/// Properties of [`Masthead`].
#[derive(Clone, PartialEq, Properties)]
pub struct MastheadProps {
    /// The palette is wanted.
    pub on_palette: Callback<()>,
    /// The help is wanted.
    pub on_help: Callback<()>,
}

/// The views in order: name, letter after `g`, address.
fn views() -> [(&'static str, &'static str, Route); 5] {
    [
        ("Overview", "o", Route::Overview),
        ("Search", "s", Route::Search(String::new())),
        ("Quotes", "q", Route::Quotes(QuotesRoute::default())),
        ("Compare", "c", Route::Compare(CompareRoute::default())),
        ("Corpus", "u", Route::Corpus),
    ]
}

/// The head of every page.
#[component]
pub fn Masthead(props: &MastheadProps) -> Html {
    let address = use_address();
    let shelf = use_shelf();
    let placeholder = match shelf.sources.len() {
        0 => "Search".to_owned(),
        n => format!("Search {}", count(n as u32, "source")),
    };
    html! {
        <header class="masthead">
            <a class="name" href="#/">{ run("Crossread") }</a>
            <nav aria-label="Views">
                for (name, letter, route) in views() {
                    <a
                        key={name}
                        href={route.href()}
                        data-go={letter}
                        aria-current={(route.view() == address.route.view()).then_some("page")}
                    >
                        { run(name) }
                    </a>
                }
            </nav>
            <div class="tools">
                <SearchBox {placeholder} />
                <button
                    type="button"
                    aria-keyshortcuts="Control+K"
                    title="Go to anything by a fragment of its name (Ctrl K)"
                    onclick={props.on_palette.reform(|_| ())}
                >
                    { run("Go to") }
                </button>
                <button
                    type="button"
                    aria-keyshortcuts="?"
                    title="Keys and help (?)"
                    onclick={props.on_help.reform(|_| ())}
                >
                    { run("Help") }
                </button>
            </div>
        </header>
    }
}

/// Properties of [`SearchBox`].
#[derive(Clone, PartialEq, Properties)]
struct SearchBoxProps {
    placeholder: AttrValue,
}

/// The one search box. What is typed shows at once; the address follows: the first letter leaves
/// the view (so that Back returns to it), further ones change it in place, Enter keeps it.
#[component]
fn SearchBox(props: &SearchBoxProps) -> Html {
    let address = use_address();
    let draft = use_state(String::new);
    let field = use_node_ref();
    let shown = match &address.route {
        Route::Search(query) => query.clone(),
        Route::Read(it) => it.query.clone(),
        _ => String::new(),
    };
    {
        // An address from elsewhere (Back, a link, a facet) replaces the draft.
        let setter = draft.setter();
        use_effect_with(shown.clone(), move |shown| setter.set(shown.clone()));
    }
    let oninput = {
        let (draft, address) = (draft.clone(), address.clone());
        move |event: InputEvent| {
            let typed = event.target_unchecked_into::<HtmlInputElement>().value();
            draft.set(typed.clone());
            let route = Route::Search(typed);
            match address.route {
                Route::Search(_) => address.amend.emit(route),
                _ => address.go.emit(route),
            }
        }
    };
    let onsubmit = {
        let (draft, address) = (draft.clone(), address.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            address.go.emit(Route::Search((*draft).clone()));
        }
    };
    let onkeydown = {
        let field = field.clone();
        move |event: KeyboardEvent| {
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
        move |_| {
            if let Some(field) = field.cast::<HtmlInputElement>() {
                let _ = field.focus();
                field.select();
            }
        }
    };
    html! {
        <form class="find" role="search" {onsubmit}>
            <input
                ref={field}
                id="find"
                type="search"
                aria-label="Search"
                autocomplete="off"
                spellcheck="false"
                placeholder={props.placeholder.clone()}
                value={(*draft).clone()}
                {oninput}
                {onkeydown}
            />
            <button type="button" class="key" tabindex="-1" aria-keyshortcuts="/" aria-label="Go to the search box" onclick={focus}>
                <kbd>{ run("/") }</kbd>
            </button>
        </form>
    }
}
