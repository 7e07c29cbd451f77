//! The worker and whoever waits for it: sends jobs, hears answers, replaces a worker that dies.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::{Array, Date, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, MessageEvent, Worker};

use super::bench;
use super::desk::Desk;
use super::host::Host;
use super::job::{Done, Job};
use crate::app::browser;
use crate::app::link::READY;
use crate::decoder::decode;

/// A worker that reads one file for longer is taken for dead.
const READING_MS: u32 = 10_000;

/// So many bytes more take a millisecond more, at worst.
const BYTES_IN_MS: f64 = 200.0;

/// A worker that makes a bundle for longer is.
const BUILDING_MS: u32 = 600_000;

/// So much longer than making the last bundle took, reading goes on before the next one is made.
const PAUSE: f64 = 4.0;

/// Files are read and bundles made while it lives. Cheap to clone; all clones are one.
#[derive(Clone)]
pub(super) struct Crew(Rc<Inner>);

/// After so many workers lost over one bundle it is given up until something changes.
const MOST_LOST: u32 = 2;

struct Inner {
    host: Host,
    desk: RefCell<Desk<Blob>>,
    worker: RefCell<Option<Running>>,
    /// When the bundle that is being made was begun, in milliseconds.
    building: Cell<Option<f64>>,
    /// Whether the worker comes to that before it comes to the file that is being read.
    is_build_ahead: Cell<bool>,
    /// Workers lost in a row while they made a bundle.
    lost: Cell<u32>,
    /// When the next bundle may be begun while files wait.
    next_build: Cell<f64>,
    /// When the first file of this run was begun, and what had been read before.
    started: Cell<Option<f64>>,
    watch: RefCell<Option<Timeout>>,
    /// Told after each change.
    changed: Box<dyn Fn()>,
    /// Told of each bundle: its bytes, title, number of documents, and whether all is read.
    built: Box<dyn Fn(Uint8Array, String, u32, bool)>,
}

struct Running {
    worker: Worker,
    /// What it is told when it is ready; afterwards none.
    waiting: Option<Vec<JsValue>>,
    _listeners: [EventListener; 2],
}

impl Crew {
    /// A crew that tells `changed` when something is to be drawn, and `built` of bundles.
    pub(super) fn new(
        host: Host,
        changed: impl Fn() + 'static,
        built: impl Fn(Uint8Array, String, u32, bool) + 'static,
    ) -> Crew {
        Crew(Rc::new(Inner {
            host,
            desk: RefCell::default(),
            worker: RefCell::default(),
            building: Cell::new(None),
            is_build_ahead: Cell::new(false),
            lost: Cell::new(0),
            next_build: Cell::new(0.0),
            started: Cell::new(None),
            watch: RefCell::default(),
            changed: Box::new(changed),
            built: Box::new(built),
        }))
    }

    /// Looks at the desk.
    pub(super) fn see<T>(&self, look: impl FnOnce(&Desk<Blob>) -> T) -> T {
        look(&self.0.desk.borrow())
    }

    /// Changes the desk, tells the worker and goes on.
    pub(super) fn act<T>(&self, act: impl FnOnce(&mut Desk<Blob>) -> (T, Vec<Job>)) -> T {
        let (result, jobs) = act(&mut self.0.desk.borrow_mut());
        for job in jobs {
            self.post(&job, None);
        }
        self.go_on();
        result
    }

    /// Seconds for which files have been read.
    pub(super) fn seconds(&self) -> f64 {
        let started = self.0.started.get();
        started.map_or(0.0, |it| (Date::now() - it) / 1000.0)
    }

    /// Starts what is to be done next.
    fn go_on(&self) {
        loop {
            let job = self.0.desk.borrow_mut().next_job();
            let Some((job, file)) = job else { break };
            if self.0.started.get().is_none() {
                self.0.started.set(Some(Date::now()));
            }
            let Job::Read { number, name } = &job else {
                break;
            };
            if file.size() > bench::most_bytes(name) as f64 {
                let refused = bench::too_large(*number, name, file.size());
                self.0.desk.borrow_mut().heard(refused);
                continue;
            }
            if browser::is_from_disk() {
                self.post_bytes(job, file);
            } else {
                self.post(&job, Some(&file));
            }
        }
        let is_reading = self.see(|it| it.being_read().is_some());
        if !is_reading {
            self.0.started.set(None);
        }
        let may_build = !is_reading || Date::now() >= self.0.next_build.get();
        if self.0.building.get().is_none() && may_build && self.0.desk.borrow_mut().take_stale() {
            self.0.building.set(Some(Date::now()));
            self.0.is_build_ahead.set(!is_reading);
            let title = self.see(|it| it.title().map(str::to_owned));
            self.post(&Job::Build { title }, None);
        }
        self.watch();
        (self.0.changed)();
    }

    /// Reads a file here and posts what is in it: in a page from a disk WebKit gives its workers none.
    fn post_bytes(&self, job: Job, file: Blob) {
        let crew = self.clone();
        spawn_local(async move {
            match JsFuture::from(file.array_buffer()).await {
                Ok(bytes) => crew.post(&job, Some(&Uint8Array::new(&bytes))),
                Err(_) => {
                    if let Job::Read { number, name } = &job {
                        crew.0
                            .desk
                            .borrow_mut()
                            .heard(bench::not_given(*number, name));
                    }
                    crew.go_on();
                }
            }
        });
    }

    fn post(&self, job: &Job, file: Option<&JsValue>) {
        let job = postcard::to_allocvec(job).expect("jobs are plain data");
        let message = Array::of1(&Uint8Array::from(job.as_slice()));
        if let Some(file) = file {
            message.push(file);
        }
        if self.0.worker.borrow().is_none() {
            self.start();
        }
        if let Some(running) = self.0.worker.borrow_mut().as_mut() {
            match &mut running.waiting {
                Some(waiting) => waiting.push(message.into()),
                // Fails only for a worker that is gone; its silence is noticed.
                None => drop(running.worker.post_message(&message)),
            }
        }
    }

    fn start(&self) {
        let Ok(worker) = self.0.host.spawn() else {
            return;
        };
        let hears = self.clone();
        let on_message = EventListener::new(&worker, "message", move |event| {
            if let Some(event) = event.dyn_ref::<MessageEvent>() {
                hears.hear(&event.data());
            }
        });
        let dies = self.clone();
        let on_error = EventListener::new(&worker, "error", move |event| {
            event.prevent_default();
            dies.replace();
        });
        *self.0.worker.borrow_mut() = Some(Running {
            worker,
            waiting: Some(Vec::new()),
            _listeners: [on_message, on_error],
        });
    }

    /// A message of the worker: that it is ready, or an answer with the bytes that travel along.
    fn hear(&self, data: &JsValue) {
        if data.as_string().as_deref() == Some(READY) {
            if let Some(running) = self.0.worker.borrow_mut().as_mut() {
                for message in running.waiting.take().unwrap_or_default() {
                    let _ = running.worker.post_message(&message);
                }
            }
            return;
        }
        let parts = Array::from(data);
        let bytes = |at: u32| parts.get(at).dyn_into::<Uint8Array>().ok();
        let Some(done) = bytes(0).and_then(|it| decode::<Done>(&it.to_vec())) else {
            return;
        };
        self.0.desk.borrow_mut().heard(done.clone());
        // Jobs are done in their order: the next file comes after the bundle.
        self.0.is_build_ahead.set(true);
        if let Done::Built {
            title, n_documents, ..
        } = done
        {
            let now = Date::now();
            let took = now - self.0.building.take().unwrap_or(now);
            self.0.lost.set(0);
            self.0.next_build.set(now + PAUSE * took);
            let is_all = self.see(|it| it.being_read().is_none());
            let bundle = bytes(1).unwrap_or_default();
            (self.0.built)(bundle, title, n_documents, is_all);
        }
        self.go_on();
    }

    /// Waits for a sign of life as long as something is to be answered.
    fn watch(&self) {
        let read = self.see(Desk::bytes_being_read);
        let patience = match self.0.building.get() {
            Some(_) => Some(BUILDING_MS),
            None => read.map(|bytes| READING_MS + (bytes / BYTES_IN_MS) as u32),
        };
        *self.0.watch.borrow_mut() = patience.map(|it| {
            let crew = self.clone();
            Timeout::new(it, move || crew.replace())
        });
    }

    /// The worker is dead or as good as dead. The file that it was reading is refused, unless it was
    /// a bundle that it died of; everything else goes to a new one.
    pub(super) fn replace(&self) {
        // There is none where the browser does not start workers; the file is refused all the same.
        if let Some(running) = self.0.worker.borrow_mut().take() {
            running.worker.terminate();
        }
        let was_building = self.0.building.take().is_some();
        let jobs = {
            let mut desk = self.0.desk.borrow_mut();
            let lost_by_building = was_building && self.0.is_build_ahead.get();
            if lost_by_building {
                self.0.lost.set(self.0.lost.get() + 1);
            }
            let refused = desk
                .being_read()
                .filter(|_| !lost_by_building)
                .map(|(number, name)| bench::fatal(number, name));
            if let Some(refused) = refused {
                desk.heard(refused);
            }
            let jobs = desk.handed_to_new_worker();
            if self.0.lost.get() >= MOST_LOST {
                self.0.lost.set(0);
                // Once more when all is read or something changes.
                self.0.next_build.set(f64::INFINITY);
                desk.heard(bench::not_built());
                desk.take_stale();
            }
            jobs
        };
        for job in jobs {
            self.post(&job, None);
        }
        self.go_on();
    }
}
