#![doc = include_str!("../README.md")]

mod command;
mod ending;
mod fault;
mod logging;
mod machine;
mod output;
mod progress;

use clap::Parser as _;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What the process ends with after a panic: it is our fault, always.
const OUR_FAULT: u8 = 70;

fn main() {
    machine::prefer_small_pages();
    let arguments = command::Arguments::parse();
    logging::start(arguments.log_level());
    let outcome = std::panic::catch_unwind(|| arguments.run());
    ending::end(match outcome {
        Ok(Ok(())) => 0,
        Ok(Err(fault)) => {
            progress::say(&format!("dolen: {fault}"));
            fault.exit_code()
        }
        Err(_) => {
            progress::say(
                "dolen: an internal fault ended the command; nothing was half done (hint: run it again, and send us the line above)",
            );
            OUR_FAULT
        }
    })
}
