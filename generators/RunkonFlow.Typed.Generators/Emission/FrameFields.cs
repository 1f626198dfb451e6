using RunkonFlow.Typed.Generators.Flows.Model;
using RunkonFlow.Typed.Generators.Lowering;

namespace RunkonFlow.Typed.Generators.Emission;

/// <summary>The names of the fields in which a frame holds a flow's variables.</summary>
internal sealed class FrameFields
{
    // Members of the frame, and the parameters and locals of its methods: a field of such a name could not be reached.
    private static readonly string[] s_taken =
    [
        "Position", "Region", "Outcome", "FinalizerError", "Caller", "SegmentTime", "SegmentSeed", "Node", "Pending", "Advance", "ExecuteAsync",
        "Fail", "TimerOf", "LimitKeyOf", "GateOf", "SetDecision", "ResolutionOf", "ChildOf", "ReadResult", "Path", "WriteResult", "Write", "Read", "Reset", "OpenTicket",
        "EnterSegments", "LeaveSegments", "ShowLocals", "locals",
        "Later", "Unknown", "Current", "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "ReferenceEquals",
        "Workflow", "Offset", "Result", "Run", "Raise", "Require", "PositionOf", "RegionOf", "NameOfJump", "JumpOf", "FinalizerFailed",
        "json", "answer", "node", "limit", "step", "cancellationToken", "call", "command", "failure", "frame", "value", "live", "found", "exception", "position", "surroundings",
    ];

    private readonly Dictionary<int, string> _names = [];

    public FrameFields(LoweredFlow lowered)
    {
        var taken = new HashSet<string>(s_taken, StringComparer.Ordinal);
        foreach (var number in lowered.Slots)
        {
            var variable = lowered.Flow.Variables[number];
            var name = variable.Name.TrimStart('@', '_');
            var unique = variable.Name.StartsWith("__", StringComparison.Ordinal) ? char.ToUpperInvariant(name[0]) + name.Substring(1) : variable.Name;
            for (var n = 2; !taken.Add(unique.TrimStart('@')); n++)
                unique = $"{variable.Name.TrimStart('@')}_{n}";
            _names[number] = unique;
        }
    }

    public string this[int variable] => _names[variable];

    /// <summary>Where it may be long, a value is stored once for as long as the frame holds it; the field that knows of it.</summary>
    public static string StoredOf(string field) => $"{field.TrimStart('@')}_stored";

    /// <summary>Whether a value may be long.</summary>
    public static bool IsStoredApart(VariableModel variable) => variable.Payload is { MayBeLong: true };

    public static string Of(LoopModel loop) => $"Round{loop.Number}";

    public static string GuardOf(LoopModel loop) => $"Guard{loop.Number}";

    public static string PendingOf(Region region) => $"Pending{region.Try}";

    public static string CaughtOf(int tryNumber) => $"Caught{tryNumber}";

    public static string ResolutionOf(OperationModel operation) => $"Resolution{operation.Index + 1}";

    public static string CallOf(OperationModel operation) => $"Call{operation.Index + 1}";

    public static string FanOutOf(OperationModel operation) => $"FanOut{operation.Index + 1}";

    public static string BranchesOf(OperationModel operation) => $"Branches{operation.Index + 1}";

    public static string BranchOf(OperationModel operation, int branch) => $"Branch{operation.Index + 1}_{branch + 1}";
}
