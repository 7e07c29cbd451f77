//! The page's line to the engine: a worker that may die, or the engine itself in the page.

mod pending;

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::{Rc, Weak};

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::{Function, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use self::pending::Pending;
use super::clerk::Clerk;
use super::later::Loader;
use crate::corpus::DocumentId;
use crate::decoder::decode;
use crate::protocol::{Reply, Request, RequestId, Response, Source};
use crate::shards::is_root;

/// A worker that is silent for so long with requests open is taken for dead.
const SILENCE_MS: u32 = 2_500;

/// The same while it opens a corpus, which may be large, or waits for the network.
const WAITING_MS: u32 = 60_000;

/// What a worker posts when it can take requests.
pub const READY: &str = "ready";

/// What a worker posts while it waits for the network (`assets/fetch.js`); everything else it posts
/// is bytes.
const WAITS: &str = "waits";

/// Asks the engine, wherever it runs. Cheap to clone; all clones are one line.
#[derive(Clone)]
pub struct EngineLink(Rc<RefCell<Line>>);

impl PartialEq for EngineLink {
    fn eq(&self, other: &EngineLink) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

struct Line {
    /// Starts a worker; gives `null` or throws where there are none.
    spawn: Function,
    /// For the engine in the page; a worker has its own.
    later: Loader,
    transport: Transport,
    pending: Pending<Callback<Response>>,
    /// Kept for the next worker.
    corpus: CorpusFile,
    shelf: Shelf,
    /// Who hears of sources that are met, as long as they are there.
    followers: Vec<(Weak<()>, Callback<Response>)>,
    /// Fires when the worker has been silent for too long.
    watch: Option<Timeout>,
}

/// How far the corpus is open.
enum Shelf {
    /// Nobody has asked.
    Unasked,
    /// These wait for the shelf.
    Asked(Vec<Callback<Response>>),
    /// The shelf, or why there is none.
    Done(Box<Response>),
}

/// The file of a corpus: a bundle, or the root of one in pieces.
#[derive(Clone, Default)]
pub struct CorpusFile {
    /// What is in it.
    pub bytes: Vec<u8>,
    /// Where it lies; empty where it is nowhere else.
    pub address: String,
}

/// A corpus to come, or the sentence with which it fails to.
pub type Promised = Pin<Box<dyn Future<Output = Result<CorpusFile, String>>>>;

enum Transport {
    /// Nothing has been asked yet.
    Unstarted,
    Worker {
        worker: web_sys::Worker,
        ready: bool,
        /// It opens the corpus or waits for the network.
        waits: bool,
        _listeners: [EventListener; 2],
    },
    InPlace(Rc<Clerk>),
}

impl EngineLink {
    /// A line that starts its workers with `spawn`, a function without parameters. Where there are
    /// none, the engine works in the page and has the second part of the wasm from `later`.
    pub fn new(spawn: Function, later: Loader) -> EngineLink {
        EngineLink(Rc::new(RefCell::new(Line {
            spawn,
            later,
            transport: Transport::Unstarted,
            pending: Pending::default(),
            corpus: CorpusFile::default(),
            shelf: Shelf::Unasked,
            followers: Vec::new(),
            watch: None,
        })))
    }

    /// Opens a corpus and answers with its shelf, and again whenever that has grown by sources that
    /// were met, as long as there is somebody `for_whom`. All who ask get the shelf of the first
    /// corpus: on one line there is one.
    pub fn open(&self, corpus: Promised, for_whom: Weak<()>, then: Callback<Response>) {
        {
            let mut line = self.0.borrow_mut();
            line.followers.push((for_whom, then.clone()));
            match &mut line.shelf {
                Shelf::Unasked => line.shelf = Shelf::Asked(vec![then]),
                Shelf::Asked(waiting) => return waiting.push(then),
                Shelf::Done(response) => {
                    let response = (**response).clone();
                    drop(line);
                    return then.emit(response);
                }
            }
        }
        let link = self.clone();
        spawn_local(async move {
            match corpus.await {
                Ok(corpus) => {
                    let opened = link.clone();
                    let then = Callback::from(move |response| opened.opened(response));
                    {
                        let mut line = link.0.borrow_mut();
                        line.corpus = corpus;
                        line.pending.ask(Request::Open(Vec::new()), then);
                    }
                    link.start();
                }
                Err(why) => link.opened(Response::Failed(why)),
            }
        });
    }

    /// The shelf has come, or why it does not.
    fn opened(&self, response: Response) {
        let done = Shelf::Done(Box::new(response.clone()));
        let before = std::mem::replace(&mut self.0.borrow_mut().shelf, done);
        if let Shelf::Asked(waiting) = before {
            for then in waiting {
                then.emit(response.clone());
            }
        }
    }

    /// Puts sources on the shelf that were not known.
    fn meet(&self, met: Vec<(DocumentId, Source)>) {
        let grown = {
            let mut line = self.0.borrow_mut();
            let Shelf::Done(response) = &mut line.shelf else {
                return;
            };
            let Response::Opened(shelf) = &mut **response else {
                return;
            };
            let piecemeal = shelf.piecemeal.as_mut();
            if !piecemeal.is_some_and(|it| it.meet(met)) {
                return;
            }
            let grown = (**response).clone();
            line.followers.retain(|it| it.0.strong_count() > 0);
            let followers = line.followers.iter();
            let followers: Vec<Callback<Response>> = followers.map(|it| it.1.clone()).collect();
            followers.into_iter().map(move |it| (it, grown.clone()))
        };
        for (then, shelf) in grown {
            then.emit(shelf);
        }
    }

    /// Ends the worker; nothing that was asked is answered any more.
    pub fn close(&self) {
        let mut line = self.0.borrow_mut();
        if let Transport::Worker { worker, .. } = &line.transport {
            worker.terminate();
        }
        line.transport = Transport::Unstarted;
        line.pending = Pending::default();
        line.watch = None;
    }

    /// Sends a request; `then` is called exactly once, never before this returns to the browser
    /// when the engine is in a worker.
    pub fn ask(&self, request: Request, then: Callback<Response>) {
        let mut line = self.0.borrow_mut();
        let id = line.pending.ask(request.clone(), then);
        match &line.transport {
            Transport::Worker {
                worker,
                ready: true,
                ..
            } => {
                post(worker, id, &request);
                line.pending.sent(id);
                drop(line);
                self.watch();
            }
            // Sent when the worker is ready.
            Transport::Worker { .. } | Transport::Unstarted => {}
            Transport::InPlace(clerk) => {
                let clerk = clerk.clone();
                line.pending.sent(id);
                drop(line);
                self.carry_out(&clerk, id, request);
            }
        }
    }

    fn start(&self) {
        let spawned = self.0.borrow().spawn.call0(&JsValue::NULL);
        let worker = spawned.ok().and_then(|it| it.dyn_into().ok());
        match worker {
            Some(worker) => self.listen(worker),
            None => self.work_in_place(),
        }
    }

    fn listen(&self, worker: web_sys::Worker) {
        let heard = self.clone();
        let on_message = EventListener::new(&worker, "message", move |event| {
            let data = event
                .dyn_ref::<web_sys::MessageEvent>()
                .map(web_sys::MessageEvent::data);
            heard.hear(&data.unwrap_or_default());
        });
        let died = self.clone();
        let on_error = EventListener::new(&worker, "error", move |event| {
            event.prevent_default();
            died.restart();
        });
        self.0.borrow_mut().transport = Transport::Worker {
            worker,
            ready: false,
            waits: false,
            _listeners: [on_message, on_error],
        };
        self.watch();
    }

    /// A message from the worker: that it is ready, or an answer.
    fn hear(&self, data: &JsValue) {
        if data.as_string().as_deref() == Some(READY) {
            self.0.borrow_mut().send_everything();
            self.watch();
            return;
        }
        if data.as_string().as_deref() == Some(WAITS) {
            self.0.borrow_mut().set_waits(true);
            self.watch();
            return;
        }
        let bytes = data.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec);
        if let Some(reply) = bytes.and_then(|it| decode::<Reply>(&it)) {
            self.0.borrow_mut().set_waits(false);
            self.take(reply);
        }
    }

    /// An answer is here; the sources that it mentions go before it.
    fn take(&self, reply: Reply) {
        let then = self.0.borrow_mut().pending.answered(reply.id);
        self.watch();
        if !reply.met.is_empty() {
            self.meet(reply.met);
        }
        if let Some(then) = then {
            then.emit(reply.response);
        }
    }

    /// Waits for a sign of life as long as somebody waits for an answer.
    fn watch(&self) {
        let mut line = self.0.borrow_mut();
        let patience = match line.transport {
            Transport::Worker { waits: true, .. } | Transport::Worker { ready: false, .. } => {
                WAITING_MS
            }
            _ => SILENCE_MS,
        };
        line.watch = (!line.pending.is_empty()).then(|| {
            let link = self.clone();
            Timeout::new(patience, move || link.restart())
        });
    }

    /// The worker is dead or as good as dead: a new one gets all that is open. One that never
    /// was ready is not replaced; the page does its work.
    fn restart(&self) {
        let (was_ready, lost) = {
            let mut line = self.0.borrow_mut();
            line.watch = None;
            let was_ready = match &line.transport {
                Transport::Worker { worker, ready, .. } => {
                    worker.terminate();
                    *ready
                }
                _ => return,
            };
            line.transport = Transport::Unstarted;
            (was_ready, line.pending.given_up())
        };
        for then in lost {
            then.emit(Response::Failed(
                "This question stopped the engine twice, so it was given up; please ask it \
                 another way."
                    .to_owned(),
            ));
        }
        if was_ready {
            self.start();
        } else {
            self.work_in_place();
        }
    }

    fn work_in_place(&self) {
        let (clerk, requests) = {
            let mut line = self.0.borrow_mut();
            let clerk = Rc::new(Clerk::new(line.later.clone()));
            line.transport = Transport::InPlace(clerk.clone());
            (clerk, line.open_requests())
        };
        for (id, request) in requests {
            self.carry_out(&clerk, id, request);
        }
    }

    /// In the order of asking; a request that waits for the network holds up none.
    fn carry_out(&self, clerk: &Rc<Clerk>, id: RequestId, request: Request) {
        let (link, clerk) = (self.clone(), clerk.clone());
        spawn_local(async move { link.take(clerk.reply(id, request).await) });
    }
}

impl Line {
    /// Everything open, for a new engine: the corpus goes before it.
    fn open_requests(&mut self) -> Vec<(RequestId, Request)> {
        let mut requests = self.pending.send_all();
        let CorpusFile { bytes, address } = self.corpus.clone();
        let corpus = match is_root(&bytes) {
            true => Request::OpenShards(bytes, address),
            false => Request::Open(bytes),
        };
        let opens = |it: &&mut (RequestId, Request)| matches!(it.1, Request::Open(_));
        match requests.iter_mut().find(opens) {
            Some((_, request)) => *request = corpus,
            // Nobody waits for this answer: the shelf is known from the engine before.
            None => requests.insert(0, (RequestId(u32::MAX), corpus)),
        }
        requests
    }

    fn set_waits(&mut self, now: bool) {
        if let Transport::Worker { waits, .. } = &mut self.transport {
            *waits = now;
        }
    }

    /// To a worker that has just become ready.
    fn send_everything(&mut self) {
        let requests = self.open_requests();
        let Transport::Worker {
            worker,
            ready,
            waits,
            ..
        } = &mut self.transport
        else {
            return;
        };
        *ready = true;
        *waits = true;
        for (id, request) in requests {
            post(worker, id, &request);
        }
    }
}

fn post(worker: &web_sys::Worker, id: RequestId, request: &Request) {
    let bytes = postcard::to_allocvec(&(id, request)).expect("requests are plain data");
    // Fails only for a worker that is gone; its silence is noticed.
    let _ = worker.post_message(&Uint8Array::from(bytes.as_slice()));
}
