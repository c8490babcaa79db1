# Completion of prep for fish.
function __prep_complete
    set -l words
    for word in (commandline -opc)
        set -a words (string unescape -- $word)
    end
    set -l typed (commandline -ct)
    set -l word (string unescape -- "$typed"; or string replace -r '^[\'"]' '' -- "$typed")
    set -l lines (command $words[1] complete -- $words[2..-1] "$word" 2>/dev/null)
    set -l kind $lines[1]
    set -e lines[1]
    string join \n -- $lines
    if string match -q '*files' -- "$kind"
        set -l option (string match -r '^--[^=]+=' -- "$typed")
        for file in (__fish_complete_path (string replace -r '^--[^=]+=' '' -- "$typed"))
            echo "$option$file"
        end
    end
end
complete -e -c prep
complete -k -c prep -f -a '(__prep_complete)'
