using System.Buffers;
using System.Reflection;
using System.Text;
using System.Text.Json;
using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed.Generators.Tests;

/// <summary>
/// Runs a machine as an engine would, with nothing stored but the frame: it is written out and read back into a new one before every
/// operation. Steps fail for good when their exception is not named by the plan.
/// </summary>
internal sealed partial class FlowHost(Assembly assembly, string workflow)
{
    private int _operations;
    private int _itemNode;
    private readonly Type _type = assembly.GetType(workflow) ?? throw new ArgumentException($"No type {workflow}.", nameof(workflow));

    /// <summary>Each frame as it was stored, in order.</summary>
    public List<string> Stored { get; } = [];

    /// <summary>The nodes executed, with their iteration paths.</summary>
    public List<string> Executed { get; } = [];

    /// <summary>The operation, counted from 0, that is cancelled instead of executed.</summary>
    public int? CancelAt { get; init; }

    /// <summary>What comes from outside, as JSON, by the id of the node that waits for it.</summary>
    public Dictionary<string, string> Messages { get; } = [];

    /// <summary>How gates are decided, by node id.</summary>
    public Dictionary<string, GateAnswer> Answers { get; } = [];

    /// <summary>Gates are decided by their steps.</summary>
    public bool PollsGates { get; init; }

    /// <summary>What gates have asked, by node id.</summary>
    public Dictionary<string, GateRequest> Asked { get; } = [];

    /// <summary>Branches run from the last to the first.</summary>
    public bool IsBackwards { get; init; }

    /// <summary>How each parallel and race was to be joined.</summary>
    public List<JoinPolicy> Policies { get; } = [];

    /// <summary>The starts of child runs, by node id.</summary>
    public Dictionary<string, WorkflowStart> Started { get; } = [];

    /// <summary>The last results of steps as they are stored, by node id.</summary>
    public Dictionary<string, string> Results { get; } = [];

    /// <summary>Does something to the fresh workflow.</summary>
    public Action<object> Prepare { get; init; } = static _ => { };

    public FlowFrame Frame { get; private set; } = null!;

    public FlowMachine Machine => ((WorkflowRegistration)_type.GetProperty("Registration")!.GetValue(null)!).Machine;

    public object Instance { get; private set; } = null!;

    /// <summary>The run's end as text: <c>returned 3</c>, or <c>failed Kind Type: message</c>.</summary>
    public async Task<string> RunAsync(string input, params object[] services)
    {
        Instance = Activator.CreateInstance(_type, services)!;
        Prepare(Instance);
        Frame = Machine.CreateFrame(Instance);
        var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(input));
        json.Read();
        Machine.ReadInput(Frame, ref json);
        await DriveAsync([]);
        return Frame.Outcome is { } outcome ? $"failed {outcome.Kind} {outcome}" : $"returned {Output()}";
    }

    /// <summary>Drives a frame of the tree to its end: the flow's own, or that of a branch, by the groups and branches around it.</summary>
    private async Task DriveAsync((int Group, int Branch)[] at)
    {
        while (true)
        {
            var command = At(at).Advance();
            if (command.Kind is FlowCommandKind.Return or FlowCommandKind.Fail)
            {
                if (at.Length > 0) Store(Frame.Node);
                return;
            }
            Assert.Equal(command.Node, At(at).Node);
            var request = command.Kind == FlowCommandKind.FanOut ? At(at).FanOutOf(command.Node) : null;
            Store(Frame.Node);
            var frame = At(at);
            Assert.Equal(command.Node, frame.Node);
            var node = Machine.Definition.Nodes[command.Node];
            var path = PathOf(at);
            Executed.Add(path.Depth == 0 ? node.Id : $"{node.Id}@{path}");
            if (_operations++ == CancelAt && !node.IsInFinalizer) frame.Fail(Failure.Cancelled("UserRequested", "cancelled"));
            else if (command.Kind == FlowCommandKind.Step) await ExecuteAsync(frame, command.Node, node);
            else if (command.Kind == FlowCommandKind.Parallel) await JoinAsync(at, command.Node);
            else if (request is not null) await RunItemsAsync(at, command.Node, request);
            else if (command.Kind == FlowCommandKind.Timer) Executed[^1] += $" {frame.TimerOf(command.Node)}";
            else if (command.Kind == FlowCommandKind.Gate && PollsGates) await PollAsync(frame, command.Node);
            else End(frame, command, node.Id);
        }
    }

    /// <summary>Calls the step that decides a gate until it has.</summary>
    private static async Task PollAsync(FlowFrame frame, int node)
    {
        GateAnswer? answer;
        do
        {
            frame.OpenTicket();
            await frame.ExecuteAsync(node, default, TestContext.Current.CancellationToken);
            answer = frame.ResolutionOf(node);
        }
        while (answer is null);
        frame.SetDecision(node, answer);
    }

    /// <summary>What the operation waits for has come.</summary>
    private void End(FlowFrame frame, FlowCommand command, string id)
    {
        if (command.Kind == FlowCommandKind.Gate)
        {
            Asked[id] = frame.GateOf(command.Node);
            frame.SetDecision(command.Node, Answers[id]);
            return;
        }
        if (command.Kind == FlowCommandKind.Child) Started[id] = frame.ChildOf(command.Node);
        var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(Messages[id]));
        json.Read();
        frame.ReadResult(ref json, command.Node);
    }

    /// <summary>Runs the branches one after another, from the last to the first if so wished, and joins them as an engine does.</summary>
    private async Task JoinAsync((int Group, int Branch)[] at, int group)
    {
        var policy = At(at).BranchesOf(group).Policy;
        Policies.Add(policy);
        var count = At(at).BranchesOf(group).Count;
        foreach (var branch in IsBackwards ? Enumerable.Range(0, count).Reverse() : Enumerable.Range(0, count))
        {
            if (At(at).BranchesOf(group)[branch] is null) continue;
            await DriveAsync([.. at, (group, branch)]);
            if (!policy.IsRace || At(at).BranchesOf(group)[branch]!.Outcome is not null) continue;
            At(at).BranchesOf(group).Winner = branch;
            Store(Frame.Node);
            break;
        }
        var branches = At(at).BranchesOf(group);
        var ended = Enumerable.Range(0, count).Select(i => branches[i]).OfType<FlowFrame>().Where(frame => frame.Position < 0).ToList();
        var isEnough = policy.IsRace ? branches.Winner >= 0 : policy.MinSuccess > 0 && ended.Count(frame => frame.Outcome is null) >= policy.MinSuccess;
        if (!isEnough && ended.Find(frame => frame.Outcome is not null) is { } failed) At(at).Fail(failed.Outcome!);
    }

    private FlowFrame At((int Group, int Branch)[] at) => at.Aggregate(Frame, (frame, step) => frame.BranchesOf(step.Group)[step.Branch]!);

    private IterationPath PathOf((int Group, int Branch)[] at)
        => Enumerable.Range(0, at.Length + 1).Aggregate(default(IterationPath), (path, depth) => path.Then(At(at[..depth]).Path));

    private async Task ExecuteAsync(FlowFrame frame, int index, NodeDefinition node)
    {
        try
        {
            frame.OpenTicket();
            await frame.ExecuteAsync(index, default, TestContext.Current.CancellationToken);
            Keep(frame, index, node);
        }
        catch (Exception exception)
        {
            frame.Fail(Failure.From(new StepFailedException(node.StepId, 1, exception.GetType().FullName!, exception.Message)));
        }
    }

    private void Keep(FlowFrame frame, int index, NodeDefinition node)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
            if (!frame.WriteResult(json, index)) return;
        Results[node.Id] = Encoding.UTF8.GetString(stream.ToArray());
    }

    private void Store(int node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer)) Frame.Write(json);
        Stored.Add(Encoding.UTF8.GetString(buffer.WrittenSpan));
        Assert.Equal(node, Frame.Node);
        Frame = _itemNode == 0 ? Machine.CreateFrame(Instance) : Machine.CreateItemFrame(_itemNode, Instance);
        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        reader.Read();
        Frame.Read(ref reader);
        Assert.Equal(JsonTokenType.EndObject, reader.TokenType);
        Assert.Equal(node, Frame.Node);
    }

    private string Output()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        if (!Machine.WriteOutput(json, Frame)) return "nothing";
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
