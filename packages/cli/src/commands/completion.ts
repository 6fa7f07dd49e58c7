/** `upwatch completion`: what a shell needs to complete commands, options and names. */
import { Argument, type Command } from 'commander';
import { SCRIPTS, type Shell, SHELLS } from '../completion/scripts.ts';
import { withExamples } from './examples.ts';

export function configure(command: Command): void {
  command
    .addArgument(new Argument('<shell>', 'which shell').choices([...SHELLS]))
    .action((shell: Shell) => void process.stdout.write(SCRIPTS[shell]));
  withExamples(
    command,
    'upwatch completion bash',
    'eval "$(upwatch completion bash)"     # in ~/.bashrc',
    'eval "$(upwatch completion zsh)"      # in ~/.zshrc, after compinit',
    'upwatch completion fish > ~/.config/fish/completions/upwatch.fish',
  );
}
