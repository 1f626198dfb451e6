namespace RunkonFlow.Typed.Generators.Diagnostics;

/// <summary>Ids of the diagnostics about declarations, policies and the generator itself. Never reused, never renumbered.</summary>
internal static class DiagnosticIds
{
    public const string WorkflowIsNotSealedPartial = "RKF0001";
    public const string WorkflowHasNotOneFlow = "RKF0002";
    public const string WorkflowIsDeclaredTwice = "RKF0003";
    public const string IdIsInvalid = "RKF0004";
    public const string DurableMethodIsNotAsync = "RKF0005";
    public const string EngineParameterIsMisplaced = "RKF0006";
    public const string WaitIsDeclaredWrongly = "RKF0007";
    public const string StepIsNotSeen = "RKF0008";
    public const string FeatureIsNotSupported = "RKF0009";
    public const string AttributeIsMisplaced = "RKF0010";
    public const string EmittedNameIsTaken = "RKF0011";
    public const string OperationIsNotReached = "RKF0105";
    public const string FlowIsCalledOutsideOfAFlow = "RKF0113";
    public const string OperationIsCalledOutsideOfAFlow = "RKF0114";
    public const string PayloadIsNotListed = "RKF0202";
    public const string PolicyValueIsInvalid = "RKF0300";
    public const string PoliciesContradict = "RKF0301";
    public const string TargetDoesNotFit = "RKF0302";
    public const string GateHasNoTimeout = "RKF0304";
    public const string ShapeHasChanged = "RKF0400";
    public const string ShippedNodeHasChanged = "RKF0401";
    public const string ShapeIsNotRecorded = "RKF0402";
    public const string UpcastDoesNotFit = "RKF0403";
    public const string GeneratorFailed = "RKF9000";
}
