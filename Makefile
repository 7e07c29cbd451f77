# make run and make test are all a newcomer needs; each sets up what it lacks and says so first.
#
#   CORPUS=FOLDER   the articles to build into the page (default: assets/corpus)
#   PORT=NUMBER     where make run serves it (default: one that is free)
#   ENGINES="..."   the browsers make test uses (default: chromium firefox webkit)
#   ARTICLES="..."  how many articles make bench-build builds
#   GOLD=FILE       the reviewed reports that make bench-quotes scores
#   SEARCH="..."    options of make bench-search; benches/search/README.md has them
#   SECONDS=NUMBER  how long make fuzz takes, without building (default: 600)

CORPUS ?= assets/corpus
ENGINES ?= chromium firefox webkit

SETUP := tools/setup.sh
STEP := tools/step.sh
export ENGINES

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test build program single package lint bench bench-build bench-hosted bench-shards bench-ingest bench-search bench-quotes \
	bench-compare pictures goldens size fuzz clean check deny browser-tests FORCE

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /make \1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 20

run: build ## builds the page and serves it on this machine
	@$(SETUP) rust -- cargo run --quiet -- serve dist $(if $(PORT),--port '$(PORT)')

test: ## lints, tests, the page in three browsers; what a change must pass
	@$(STEP) 'Set-up' $(SETUP) lint page browsers servers
	@$(MAKE) --no-print-directory check
	@$(STEP) 'Tests' $(SETUP) rust servers -- cargo test --quiet
	@$(STEP) 'Page' $(MAKE) --no-print-directory build
	@$(STEP) 'Sizes' $(MAKE) --no-print-directory size
	@$(STEP) 'Page in browsers' $(MAKE) --no-print-directory browser-tests
	@$(STEP) 'Fuzz targets' $(SETUP) fuzz -- tools/fuzz.sh 24

build: dist/index.html dist/corpus.crossread ## the page, ready for any web server, in dist/

program: build ## the program with the page inside, in build/crossread: it makes sites without this repository
	@CROSSREAD_PAGE=$(CURDIR)/dist $(SETUP) rust -- cargo build --quiet --release --bin crossread
	@cp "$${CARGO_TARGET_DIR:-target}/release/crossread" build/crossread
	@ls -l build/crossread

single: build ## page and corpus as one file that opens from a disk, build/crossread.html
	@$(SETUP) rust -- cargo run --quiet -- site '$(CORPUS)' --single --page dist -o build/crossread.html

package: build ## the npm package of the element <cross-read>, in build/package/
	@$(SETUP) browsers -- tests/package/build.sh dist build/package

lint: check deny ## format, clippy, documentation, shell scripts, licenses, advisories

bench: build ## how fast it is, natively and in the browsers; a first visit; search against others
	@$(SETUP) rust -- cargo bench --quiet --bench engine
	@CROSSREAD_TIMES=yes $(SETUP) rust browsers -- cargo test --quiet --test browser
	@node tools/size.mjs dist
	@$(MAKE) --no-print-directory bench-build
	@$(MAKE) --no-print-directory bench-search SEARCH=--quick

bench-build: ## 10,000 and 100,000 made-up articles through the program: articles/s, MB/s, memory; ARTICLES="N tiny=N"
	@$(SETUP) rust -- cargo bench --quiet --bench build -- $(ARTICLES)

bench-hosted: build ## what a reader of the hosted page waits for, beside Pagefind's component; Lighthouse
	@$(SETUP) rust -- cargo build --quiet --release --bin crossread
	@ENGINES=chromium $(SETUP) browsers peers -- node benches/hosted/run.mjs target/release/crossread dist

bench-shards: build ## what a search of a corpus in shards fetches, 1,000 to 1,000,000 passages; in Chromium too
	@$(SETUP) rust -- cargo bench --quiet --bench shards -- keep=benches/shards/build/corpus
	@ENGINES=chromium $(SETUP) browsers peers -- node benches/shards/browser.mjs dist benches/shards/build/corpus

bench-search: ## search engines side by side in Chromium, 15 minutes; SEARCH=--quick takes 3
	@$(SETUP) page -- benches/search/compile.sh
	@ENGINES=chromium $(SETUP) browsers peers -- node benches/search/run.mjs $(SEARCH)

bench-quotes: ## statements found and given to the right speaker, and MB/s; GOLD=FILE.jsonl, ERRORS=N
	@$(SETUP) rust -- cargo run --quiet --release --example quotes-quality -- \
		$(GOLD) $(if $(ERRORS),--errors $(ERRORS))

bench-ingest: ## words of web pages kept and cut, dates, titles, outlets; beside dom_smoothie alone
	@$(SETUP) rust -- cargo run --quiet --release --example ingest-quality

pictures: build ## every view at three widths, light and dark, in build/pictures/
	@ENGINES=chromium CROSSREAD_PICTURES=build/pictures $(SETUP) rust browsers -- \
		cargo test --quiet --test browser

goldens: ## rewrites the expected results in tests/golden; read the difference before committing
	@CROSSREAD_GOLDENS=rewrite $(SETUP) rust -- cargo test --quiet

size: build ## what a first visit loads, raw and compressed; fails above the budget
	@node tools/size.mjs dist

bench-compare: ## sentences that report the same thing, put together; beside TF-IDF and BM25; ERRORS=yes
	@$(SETUP) rust -- cargo run --quiet --release --example compare-quality -- $(if $(ERRORS),--errors)
	@$(SETUP) rust -- cargo run --quiet --release --example compare-growth

fuzz: ## every reader of foreign bytes, given bytes that nobody would write; ten minutes
	@$(SETUP) fuzz -- tools/fuzz.sh $(or $(SECONDS),600)

clean: ## removes everything that was built here
	@rm -rf dist build benches/search/build
	@$(SETUP) rust -- cargo clean --quiet

# --- the steps of lint

check:
	@$(STEP) 'Format' $(SETUP) lint -- cargo fmt --check
	@$(STEP) 'Clippy' $(SETUP) lint -- cargo clippy --quiet --all-targets -- -D warnings
	@$(STEP) 'Clippy for wasm' $(SETUP) lint -- cargo clippy --quiet --lib --bin page --bin importer \
		--example search-engine --example quotes-speed --target wasm32-unknown-unknown -- -D warnings
	@$(STEP) 'Clippy for the fuzz targets' $(SETUP) lint fuzz -- cargo clippy --quiet --locked \
		--manifest-path fuzz/Cargo.toml --target-dir target -- -D warnings
	@RUSTDOCFLAGS='-D warnings' $(STEP) 'Documentation' $(SETUP) rust -- cargo doc --quiet --no-deps --lib
	@$(STEP) 'Shell scripts' tools/shellcheck.sh

deny:
	@$(STEP) 'Licenses and sources' $(SETUP) deny -- cargo deny --log-level error check licenses bans sources
	@$(STEP) 'Advisories' $(SETUP) deny -- tools/advisories.sh

browser-tests: package
	@CROSSREAD_DIST=dist $(SETUP) rust browsers -- cargo test --quiet --test browser

# --- the page
# Stamps change when what they sum up changes in content, so a fresh clone, a touched file or a
# switch of branches and back builds nothing twice, and another CORPUS is noticed.

build/page.stamp: FORCE
	@tools/stamp.sh $@ Cargo.toml Cargo.lock Trunk.toml index.html src tools \
		$(filter-out assets/corpus,$(wildcard assets/*))

build/corpus.stamp: FORCE
	@tools/stamp.sh $@ Cargo.toml Cargo.lock $(filter-out src/app,$(wildcard src/*)) '$(CORPUS)'

# Built anew after every change of the program or the articles.
build/corpus.crossread: build/corpus.stamp
	@$(SETUP) rust -- cargo run --quiet -- build '$(CORPUS)' -o $@

dist/index.html: build/page.stamp | build/corpus.crossread
	@$(SETUP) page -- trunk build --release --skip-version-check --cargo-profile page
	@touch $@

# Trunk copies the corpus as it is; another one needs no Trunk.
dist/corpus.crossread: build/corpus.crossread dist/index.html
	@cp $< $@
