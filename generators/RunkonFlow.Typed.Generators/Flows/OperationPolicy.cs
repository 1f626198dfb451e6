using RunkonFlow.Typed.Generators.Policies;

namespace RunkonFlow.Typed.Generators.Flows;

/// <summary>The policy of an operation as the definition of its nodes states it.</summary>
internal static class OperationPolicy
{
    public static string Text(DurableCall call, FlowContext flow) => call.Kind switch
    {
        DurableKind.Step => PolicyEmitter.Initializers(PolicyParser.Parse(call.Method)),
        DurableKind.Gate => WaitPolicyEmitter.OfGate(call.Method),
        DurableKind.Signal => WaitPolicyEmitter.OfSignal(call.Method),
        DurableKind.Child => ChildPolicyEmitter.Of(ChildHandle.Of(call, flow.Method, flow.Model)),
        _ => "",
    };
}
