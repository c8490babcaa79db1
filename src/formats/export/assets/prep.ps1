# Completion of prep for PowerShell.
Register-ArgumentCompleter -Native -CommandName prep -ScriptBlock {
    param($word, $line, $cursor)
    $words = @($line.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursor } |
        ForEach-Object { if ($_.Value) { $_.Value } else { $_.Extent.Text } })
    $typed = $word.Trim("'", '"')
    & prep complete '--' @words "$typed" 2>$null | Select-Object -Skip 1 | ForEach-Object {
        $value, $about = $_ -split [char]9, 2
        $text = if ($value -match "[\s'""]") { "'" + $value.Replace("'", "''") + "'" } else { $value }
        if (-not $about) { $about = $value }
        [System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $about)
    }
}
