# Completion of prep for bash 3.2 and newer, with or without bash-completion.
# It takes the line apart itself, as bash cuts words at : and = and replaces only what follows the last of them: head is
# what stays of the word.
_prep_complete() {
  local text=${COMP_LINE:0:COMP_POINT} char quote='' word='' head='' open='' kind='' line value i
  local -a words=()
  for ((i = 0; i < ${#text}; i++)); do
    char=${text:i:1}
    if [[ $quote == "'" ]]; then
      if [[ $char == "'" ]]; then quote='' head=$word; else word+=$char; fi
    elif [[ $char == "\\" ]]; then
      ((i++))
      char=${text:i:1}
      if [[ $quote == '"' && '"\$' != *"$char"* ]]; then word+="\\"; fi
      word+=$char open=1
    elif [[ $quote == '"' ]]; then
      if [[ $char == '"' ]]; then quote='' head=$word; else word+=$char; fi
    elif [[ $char == "'" || $char == '"' ]]; then
      quote=$char head=$word open=1
    elif [[ $char == [[:space:]] ]]; then
      if [[ $open ]]; then words+=("$word"); fi
      word='' head='' open=''
    else
      word+=$char open=1
      if [[ $COMP_WORDBREAKS == *"$char"* ]]; then head=$word; fi
    fi
  done
  while [[ ${#words[@]} -gt 1 && ${words[0]} == [A-Za-z_]*=* ]]; do words=("${words[@]:1}"); done
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ ! $kind ]]; then
      kind=$line
      continue
    fi
    value=${line%%$'\t'*}
    value=${value:${#head}}
    if [[ $quote == "'" ]]; then value=${value//\'/\'\\\'\'}
    elif [[ $quote ]]; then value=$(printf %s "$value" | sed 's/[\"$`]/\\&/g')
    else printf -v value %q "$value"; fi
    COMPREPLY+=("$value")
  done < <("${words[0]/#\~/$HOME}" complete -- "${words[@]:1}" "$word" 2>/dev/null)
  if [[ $kind == partial ]]; then compopt -o nospace 2>/dev/null; fi
  if [[ $kind == *files && ${#COMPREPLY[@]} -eq 0 ]]; then
    compopt -o default 2>/dev/null || COMPREPLY=($(compgen -f -- "${word:${#head}}"))
  fi
}
complete -F _prep_complete prep
