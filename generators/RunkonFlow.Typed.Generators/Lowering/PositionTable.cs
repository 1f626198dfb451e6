using RunkonFlow.Typed.Generators.Flows.Model;

namespace RunkonFlow.Typed.Generators.Lowering;

/// <summary>Collects the places at which a frame can stand, with the loops and handlers open there.</summary>
internal sealed class PositionTable
{
    private readonly FlowBody _flow;
    private readonly List<Standing> _operations = [];
    private readonly List<Standing> _handlers = [];
    private readonly List<LoopModel> _loops = [];
    private readonly List<int> _caught = [];
    private readonly List<Region> _pending = [];

    public PositionTable(FlowBody flow, Region flowRegion)
    {
        _flow = flow;
        Standings.Add(New(0, "", null, flowRegion, null));
    }

    /// <summary>By position, once they are numbered.</summary>
    public List<Standing> Standings { get; } = [];

    public void EnterLoop(LoopModel loop) => _loops.Add(loop);

    public void LeaveLoop() => _loops.RemoveAt(_loops.Count - 1);

    public void EnterCatch(int tryNumber) => _caught.Add(tryNumber);

    public void LeaveCatch() => _caught.RemoveAt(_caught.Count - 1);

    public void EnterFinally(Region region) => _pending.Add(region);

    public void LeaveFinally() => _pending.RemoveAt(_pending.Count - 1);

    public void AddOperation(OperationModel operation, Label resume, Region region)
        => _operations.Add(New(operation.Index + 1, operation.Id, resume, region, operation));

    public void AddHandler(string name, int tryNumber, Label label, Region region)
        => _handlers.Add(New(_flow.Operations.Length + 1 + _handlers.Count, name + _flow.ExtentOfTry(tryNumber), label, region, null));

    /// <summary>The entry of a region's handler: there the failure or completion is kept already.</summary>
    public void AddEntry(string name, Region region, Region inForce)
    {
        if (region.Kind == RegionKind.Catches)
            EnterCatch(region.Try);
        else
            EnterFinally(region);
        AddHandler(name, region.Try, region.Entry!, inForce);
        if (region.Kind == RegionKind.Catches)
            LeaveCatch();
        else
            LeaveFinally();
    }

    public void Number()
    {
        Standings.AddRange(_operations.OrderBy(o => o.Position));
        Standings.AddRange(_handlers);
        foreach (var standing in Standings)
            if (standing.Label is { } label)
                label.Position = standing.Position;
    }

    private Standing New(int position, string name, Label? label, Region region, OperationModel? operation)
        => new()
        {
            Position = position,
            Name = name,
            Label = label,
            Region = region,
            Operation = operation,
            Loops = [.. _loops],
            Caught = [.. _caught],
            Pending = [.. _pending],
        };
}
