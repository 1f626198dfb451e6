namespace RunkonFlow.Typed.Import.Reading;

/// <summary>Collects what is to be said of one file.</summary>
internal sealed class Findings(string path)
{
    private readonly List<ImportFinding> _all = [];

    public IReadOnlyList<ImportFinding> All => _all;

    public bool HasErrors => _all.Exists(static finding => finding.Severity == FindingSeverity.Error);

    public void Error(Position at, string message) => Add(FindingSeverity.Error, at, message);

    public void Warning(Position at, string message) => Add(FindingSeverity.Warning, at, message);

    private void Add(FindingSeverity severity, Position at, string message)
    {
        var finding = new ImportFinding(severity, path, at.Line, at.Column, message);
        if (!_all.Contains(finding)) _all.Add(finding);
    }
}
