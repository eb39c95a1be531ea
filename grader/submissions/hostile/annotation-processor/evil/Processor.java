package evil;

public class Processor extends javax.annotation.processing.AbstractProcessor {}
