namespace RunkonFlow.Typed.Oracle.Tests.Engine;

/// <summary>What happens at each place of one run, decided from the place alone.</summary>
/// <param name="Seed">Decides everything.</param>
/// <param name="Cancel">The place at which the run is cancelled; null for none.</param>
public sealed record EnginePlan(int Seed, CancelPlace? Cancel = null)
{
    public const int Names = 4;

    public bool Fails(int site, string at, int attempt) => Draw(site, at, 10 + attempt) % 100 < (attempt == 1 ? 26 : 55);

    public int Value(int site, string at) => Draw(site, at, 1) % 90;

    /// <summary>Approved, rejected, or left alone until its deadline.</summary>
    public GateAnswerKind Answer(int site, string path) => (Draw(site, path, 2) % 10) switch
    {
        < 5 => GateAnswerKind.Approve,
        < 7 => GateAnswerKind.Reject,
        _ => GateAnswerKind.None,
    };

    /// <summary>All messages of a name are sent before the run begins; none of its waits times out.</summary>
    public bool IsEarly(int name) => Draw(name, "early", 3) % 2 == 0;

    public bool IsAnswered(int site, string path, int name) => IsEarly(name) || Draw(site, path, 4) % 10 < 7;

    public int Message(int name, int number) => Draw(name, $"message {number}", 5) % 90;

    private int Draw(int site, string at, int purpose)
    {
        unchecked
        {
            var h = ((uint)Seed * 2654435761u) ^ (uint)((site * 40503) + (purpose * 977));
            foreach (var c in at) h = (h ^ c) * 16777619u;
            h ^= h >> 15;
            h *= 2246822519u;
            h ^= h >> 13;
            h *= 3266489917u;
            h ^= h >> 16;
            return (int)(h & 0x7fffffff);
        }
    }
}

/// <summary>Where a run is cancelled: an operation that waits is known by its row, a step by its site and place.</summary>
/// <param name="Node">The operation's id.</param>
/// <param name="Path">The rounds around it.</param>
/// <param name="At">The place.</param>
/// <param name="Site">The call site.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Group">The group or fan-out around it whose other strands go on meanwhile; null for none.</param>
public sealed record CancelPlace(string Node, string Path, string At, int Site, CallKind Kind, string? Group);

public enum GateAnswerKind
{
    Approve,
    Reject,
    None,
}
