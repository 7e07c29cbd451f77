//! What is seen: address → question → answer → view model → small components.
//!
//! The address is the state ([`route`]), the engine answers ([`link`]), pure functions decide
//! what is drawn ([`view`]), and only [`browser`], [`mount`] and [`link`] touch the browser.

pub mod route;
pub mod remote;
pub mod later;
pub mod clerk;
pub mod link;
pub mod browser;
pub mod mount;
pub mod hooks;
pub mod part;
pub mod keys;
pub mod view;
pub mod columns;
pub mod components;
pub mod pages;
mod root;

pub use root::{HANDED_OVER, Root};
