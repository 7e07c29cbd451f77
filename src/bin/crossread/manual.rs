//! `crossread completions` and `crossread man`: what shells and manuals want, made of the same
//! description of the command line.

use std::process::ExitCode;

use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;

use crate::arguments::Arguments;
use crate::{Outcome, say};

pub(crate) fn completions(shell: Shell) -> Outcome {
    let mut out = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "crossread", &mut out);
    say(&String::from_utf8_lossy(&out));
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn man(command: Option<&str>) -> Outcome {
    let mut program = Arguments::command();
    program.build();
    let page = match command {
        None => program,
        Some(name) => match program.find_subcommand(name) {
            Some(it) => it.clone().display_name(format!("crossread-{name}")),
            None => return Err(format!("there is no command {name}; see crossread help")),
        },
    };
    let mut out = Vec::new();
    (Man::new(page).render(&mut out)).map_err(|it| format!("the page cannot be made: {it}"))?;
    say(&String::from_utf8_lossy(&out));
    Ok(ExitCode::SUCCESS)
}
