using RunkonFlow.Typed.Generators.Flows.Model;

namespace RunkonFlow.Typed.Generators.Lowering;

/// <summary>The flow as a flat list: labels, segments, operations, and what moves between regions.</summary>
/// <param name="Region">The region in force where it stands.</param>
internal abstract record Instruction(Region Region);

internal sealed record Mark(Region Region, Label Label) : Instruction(Region);

internal sealed record Goto(Region Region, Label Label) : Instruction(Region);

internal sealed record RunSegment(Region Region, Segment Segment) : Instruction(Region);

/// <summary>Goes on where the condition holds.</summary>
internal sealed record Test(Region Region, Segment Condition, Label WhenFalse) : Instruction(Region);

/// <summary>Goes to the section that the head of a switch answers.</summary>
internal sealed record Select(Region Region, Segment Head, IReadOnlyList<Label> Sections, Label End) : Instruction(Region);

/// <summary>Gives a sub-flow, or the branches or items of a group, their arguments and puts them at their start.</summary>
internal sealed record StartCall(Region Region, OperationModel Operation) : Instruction(Region);

/// <summary>Stands at an operation until it has ended, and goes on behind it.</summary>
internal sealed record Suspend(Region Region, OperationModel Operation, Label Resume) : Instruction(Region);

internal sealed record Enter(Region Region) : Instruction(Region);

/// <summary>Leaves a region for a place outside, through the finally blocks between.</summary>
internal sealed record Leave(Region Region, JumpTarget To) : Instruction(Region);

/// <summary>Returns, through the finally blocks around.</summary>
internal sealed record LeaveFlow(Region Region) : Instruction(Region);

/// <summary>The try block or a catch clause has ended as it should: nothing is pending.</summary>
internal sealed record FallIntoFinally(Region Region, Region Finally) : Instruction(Region);

/// <summary>The finally's body has ended: what is pending is taken up.</summary>
internal sealed record EndFinally(Region Region, Region Finally) : Instruction(Region);

/// <summary>Goes to the catch clause that takes the failure, or on to the region outside.</summary>
internal sealed record DispatchCatch(Region Region, Region Catches, IReadOnlyList<CatchArm> Arms) : Instruction(Region);

/// <summary>Begins a loop: no round yet, and its guard as new.</summary>
internal sealed record EnterLoop(Region Region, LoopModel Loop) : Instruction(Region);

/// <summary>Begins the next round of a loop.</summary>
internal sealed record NextRound(Region Region, LoopModel Loop) : Instruction(Region);

/// <summary>Begins the next round of a foreach with its item, or leaves the loop.</summary>
internal sealed record NextItem(Region Region, LoopModel Loop, int Items, int Item, Label WhenDone) : Instruction(Region);

/// <summary>One catch clause; one without filter takes every step failure.</summary>
internal sealed record CatchArm(Segment? Filter, Label Body);
