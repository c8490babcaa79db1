#compdef prep
# Completion of prep for zsh: sourced after or without compinit, or as a file _prep in fpath.
_prep() {
  local kind line value about
  local -a lines specs
  lines=("${(@f)$("${words[1]/#\~/$HOME}" complete -- "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
  kind=$lines[1]
  for line in "${(@)lines[2,-1]}"; do
    value=${line%%$'\t'*}
    about=${line#*$'\t'}
    specs+=("${${value//\\/\\\\}//:/\\:}:$about")
  done
  local -a how=(-M 'm:{a-zA-Z}={A-Za-z}')
  [[ $kind == partial ]] && how+=(-S '')
  ((${#specs})) && _describe -V 'prep' specs "${how[@]}"
  if [[ $kind == *files ]]; then
    [[ $PREFIX == --*=* ]] && compset -P '*='
    _files
  fi
}
if [[ $funcstack[1] == _prep ]]; then
  _prep "$@"
else
  ((${+functions[compdef]})) || { autoload -Uz compinit && compinit }
  compdef _prep prep
fi
