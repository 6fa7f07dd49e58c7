/** What a shell needs to ask `upwatch __complete` what may come next. */

export const SHELLS = ['bash', 'zsh', 'fish'] as const;

export type Shell = (typeof SHELLS)[number];

const BASH = `# upwatch completion for bash: eval "$(upwatch completion bash)"
_upwatch() {
  local line word
  COMPREPLY=()
  while IFS= read -r line; do
    word=\${line%%$'\\t'*}
    COMPREPLY+=("$(printf '%q' "$word")")
  done < <("\${COMP_WORDS[0]}" __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _upwatch upwatch
`;

const ZSH = `#compdef upwatch
# upwatch completion for zsh: eval "$(upwatch completion zsh)", or as _upwatch in a directory of $fpath
_upwatch() {
  local line
  local -a found
  while IFS= read -r line; do
    found+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done < <("\${words[1]}" __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)
  if (( \${#found} )); then _describe -V upwatch found; else _files; fi
}
if [ "\${funcstack[1]}" = _upwatch ]; then _upwatch "$@"; else compdef _upwatch upwatch; fi
`;

const FISH = `# upwatch completion for fish: upwatch completion fish > ~/.config/fish/completions/upwatch.fish
function __upwatch_complete
    set -l words (commandline -opc) (commandline -ct)
    set -l found ($words[1] __complete -- $words[2..] 2>/dev/null)
    if set -q found[1]
        printf '%s\\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c upwatch -f -a '(__upwatch_complete)'
`;

export const SCRIPTS: Readonly<Record<Shell, string>> = { bash: BASH, zsh: ZSH, fish: FISH };
