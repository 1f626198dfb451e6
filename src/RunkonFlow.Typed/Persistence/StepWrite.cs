using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed.Persistence;

/// <summary>
/// One step row as a commit leaves it: inserted when its key (run, node, path, attempt) is new, else updated if the status
/// table allows the transition.
/// </summary>
/// <remarks>
/// Of an update, name, role, can-commit and position are ignored. Start and end are taken when given; a row that begins to run
/// or ends without one gets the store's now. A due time is taken as given, but a terminal write without one keeps the stored.
/// Output, error, markers, notes and tolerated are taken by an insert and by a terminal write, also when empty. Writing a row
/// with the terminal status that it has changes nothing and is no conflict. The row's retry count is the attempt less one.
/// </remarks>
public struct StepWrite
{
    /// <summary>The node's id.</summary>
    public string NodeId;

    /// <summary>The rounds of the loops around it.</summary>
    public IterationPath Path;

    /// <summary>The attempt, from 1 (0 is for rows inserted by name).</summary>
    public int Attempt;

    /// <summary>The step's id.</summary>
    public string StepName;

    /// <summary><c>step</c>, <c>timer</c>, <c>gate</c>, <c>signal</c>, <c>fan-out</c>, <c>child</c>, or a host's own word.</summary>
    public string Role;

    /// <summary>The step changes the world outside.</summary>
    public bool CanCommit;

    /// <summary>The order in which operations were begun in the run.</summary>
    public int Position;

    /// <summary>The status that the row is to have.</summary>
    public StepStatus Status;

    /// <summary>When the attempt began, if this write begins it.</summary>
    public DateTimeOffset? StartedAt;

    /// <summary>When it ended, if this write ends it.</summary>
    public DateTimeOffset? EndedAt;

    /// <summary>When it is due (a timer, a retry), or its deadline (a gate, a timeout).</summary>
    public DateTimeOffset? DueAt;

    /// <summary>Its result as JSON; empty for none. The bytes are the committer's until the commit is answered.</summary>
    public ReadOnlyMemory<byte> Output;

    /// <summary>The failure's message.</summary>
    public string? Error;

    /// <summary>The failure's type, see <see cref="Failure.Type"/>.</summary>
    public string? ErrorType;

    /// <summary>Markers as a JSON array of strings, or null.</summary>
    public string? Markers;

    /// <summary>Notes, one a line, or null.</summary>
    public string? Notes;

    /// <summary>For a row that waits for people: what is asked. Taken by an insert.</summary>
    public GateRow? Gate;

    /// <summary>The child run that the row stands for. Taken when given.</summary>
    public RunId? ChildRun;

    /// <summary>The node of the parallel or race whose branch the row is; null for none. Taken by an insert.</summary>
    public string? Group;

    /// <summary>
    /// The round of the loop that lives on, from 0, in which the operation stands; null outside of one. Taken by an insert; see
    /// <see cref="RunCommit.TrimBefore"/>.
    /// </summary>
    public int? Round;

    /// <summary>
    /// The store keeps, with a row that it inserts, the frame as this commit leaves it, so that the run can be retried from there.
    /// </summary>
    public bool KeepsFrame;

    /// <summary>The attempt failed and a handler of the flow took it.</summary>
    public bool Tolerated;

    /// <summary>How far the attempt is. Taken when given.</summary>
    public StepProgress? Progress;
}
